package io.railgate.embeddings;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Whom to tell of trouble. Safe for many threads. */
final class Warnings {

  private final Consumer<String> listener;
  private final AtomicBoolean told = new AtomicBoolean();

  Warnings(Consumer<String> listener) {
    this.listener = listener;
  }

  void tell(String message) {
    listener.accept(message);
  }

  /** Tells of trouble that would come again each time, the first time. */
  void once(String message) {
    if (!told.getAndSet(true)) {
      listener.accept(message);
    }
  }
}
