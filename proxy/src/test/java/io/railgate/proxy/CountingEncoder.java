package io.railgate.proxy;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A real encoder that remembers what it was given. Closing it leaves the other open. */
public final class CountingEncoder implements Encoder {

  private final Encoder real;
  private final Queue<String> texts = new ConcurrentLinkedQueue<>();

  public CountingEncoder(Encoder real) {
    this.real = real;
  }

  /** All texts that were encoded, in order. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  @Override
  public EncoderModel model() {
    return real.model();
  }

  @Override
  public List<Embedding> encode(List<String> given) {
    texts.addAll(given);
    return real.encode(given);
  }

  @Override
  public List<String> windows(String text) {
    return real.windows(text);
  }

  @Override
  public void close() {}
}
