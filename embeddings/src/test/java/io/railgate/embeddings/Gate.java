package io.railgate.embeddings;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** An encoder behind a gate that lets one call pass for each permit. */
final class Gate implements Encoder {

  final Semaphore open = new Semaphore(0);
  final CountDownLatch entered = new CountDownLatch(1);

  /** The texts of each call, in order. */
  final Queue<List<String>> calls = new ConcurrentLinkedQueue<>();

  /** Where the last call was made; before the first, where this was made. */
  volatile Thread lane = Thread.currentThread();

  private final Encoder behind;

  Gate(Encoder behind) {
    this.behind = behind;
  }

  @Override
  public EncoderModel model() {
    return behind.model();
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    enter(texts);
    return behind.encode(texts);
  }

  @Override
  public int batch() {
    return behind.batch();
  }

  @Override
  public List<String> windows(String text) {
    enter(List.of(text));
    return behind.windows(text);
  }

  /** Lets all pass, so that a pool can be closed. */
  @Override
  public void close() {
    open.release(1_000);
  }

  private void enter(List<String> texts) {
    lane = Thread.currentThread();
    calls.add(texts);
    entered.countDown();
    open.acquireUninterruptibly();
  }
}
