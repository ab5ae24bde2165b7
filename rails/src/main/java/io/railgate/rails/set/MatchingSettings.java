package io.railgate.rails.set;

/**
 * When a message matches.
 *
 * @param margin least lead in confidence over the runner-up, in [0, 1)
 */
public record MatchingSettings(Acceptance acceptance, double margin) {

  /** How sure a match must be. */
  public sealed interface Acceptance {

    /**
     * So sure that of messages which belong to no rail this share is accepted.
     *
     * @param rate in (0, 0.5]
     */
    record FalseAccepts(double rate) implements Acceptance {}

    /**
     * At least this sure.
     *
     * @param least confidence, in (0, 1)
     */
    record Confidence(double least) implements Acceptance {}
  }
}
