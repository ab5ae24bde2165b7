package io.railgate.proxy.server;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the sets share that are made for the same: one after the other takes it over, and it is
 * closed when the last of them is served no more. Safe for many threads.
 *
 * @param <K> what it is made for
 * @param <T> what it is
 */
final class Shared<K, T> {

  private final K key;
  private final T value;
  private final Uses uses;

  private Shared(K key, T value, Consumer<T> close) {
    this.key = key;
    this.value = value;
    this.uses = new Uses(() -> close.accept(value));
  }

  /** Something new, in use once. */
  static <K, T> Shared<K, T> of(K key, Function<K, T> make, Consumer<T> close) {
    return new Shared<>(key, make.apply(key), close);
  }

  /** This, in use once more, if it is made for {@code wanted}; or something new. */
  Shared<K, T> orOf(K wanted, Function<K, T> make, Consumer<T> close) {
    return wanted.equals(key) && uses.enter() ? this : of(wanted, make, close);
  }

  T value() {
    return value;
  }

  void leave() {
    uses.leave();
  }
}
