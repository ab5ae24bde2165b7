package io.railgate.proxy.server;

/** The rail set that new exchanges begin with. Safe for many threads. */
final class CurrentSet {

  private volatile Generation current;

  CurrentSet(Generation first) {
    current = first;
  }

  /** The generation, for a look. */
  Generation get() {
    return current;
  }

  /** The generation, entered: whoever asks has to leave it. */
  Generation enter() {
    Generation generation = current;
    while (!generation.uses().enter()) { // was replaced, and ended, since it was read
      generation = current;
    }
    return generation;
  }

  /** Exchanges in flight end with the generation that they began with. */
  synchronized void replace(Generation next) {
    Generation before = current;
    current = next;
    before.uses().leave();
  }
}
