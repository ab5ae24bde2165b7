package io.railgate.proxy;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The real encoder of all tests with something done before it embeds. */
public record WatchedEncoder(Runnable before) implements Encoder {

  /** One that embeds nothing before {@code open} is counted down. */
  public static WatchedEncoder waitingFor(CountDownLatch open, CountDownLatch entered) {
    return new WatchedEncoder(
        () -> {
          entered.countDown();
          try {
            open.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public EncoderModel model() {
    return TestProxy.encoder().model();
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    before.run();
    return TestProxy.encoder().encode(texts);
  }

  @Override
  public List<String> windows(String text) {
    return TestProxy.encoder().windows(text);
  }

  @Override
  public void close() {}
}
