package io.railgate.rails.attack;

import java.util.Set;

/**
 * What an earlier attack came to, as far as a later one is compared with it.
 *
 * @param seed it was made with
 * @param mutations ids of those that it tried
 * @param subjects the texts that it said in other guises
 * @param escapes what escaped
 * @param losses what no longer led to its rail
 */
public record Baseline(
    long seed, Set<String> mutations, Set<Key> subjects, Set<Case> escapes, Set<Case> losses) {

  /**
   * A text, wherever it stands.
   *
   * @param rail that it is meant for; empty for an attack
   */
  public record Key(String text, String rail) {

    public static Key of(Subject subject) {
      return new Key(subject.text(), subject.rail().map(Object::toString).orElse(""));
    }
  }

  /** A text in a guise. */
  public record Case(Key text, String mutation) {

    static Case of(Trial trial) {
      return new Case(Key.of(trial.subject()), trial.mutation().id());
    }
  }

  public Baseline {
    mutations = Set.copyOf(mutations);
    subjects = Set.copyOf(subjects);
    escapes = Set.copyOf(escapes);
    losses = Set.copyOf(losses);
  }

  boolean tried(Trial trial) {
    return mutations.contains(trial.mutation().id()) && subjects.contains(Key.of(trial.subject()));
  }
}
