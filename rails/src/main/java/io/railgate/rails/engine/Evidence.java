package io.railgate.rails.engine;

import io.railgate.rails.matching.Ranking;
import io.railgate.rails.slots.Filling;
import io.railgate.rails.text.NormalText.Change;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Why a decision was made.
 *
 * @param ground what the decision rests on
 * @param ranking of the rails; empty if the message was not compared
 * @param accept least confidence at which a rail matches, where it does not say itself
 * @param margin least lead in confidence at which a rail matches
 * @param setDigest digest of the rail set that decided, in hex
 * @param normalised what the message was changed in before it was compared
 */
public record Evidence(
    Ground ground,
    Ranking ranking,
    double accept,
    double margin,
    String setDigest,
    List<Change> normalised) {

  public Evidence {
    normalised = List.copyOf(normalised);
  }

  /** The same of a message that was changed so. */
  Evidence normalised(List<Change> changes) {
    return new Evidence(ground, ranking, accept, margin, setDigest, changes);
  }

  /** What a decision rests on. */
  public sealed interface Ground {

    /** The message was compared with the examples, or could not be. */
    record Matched() implements Ground {}

    /**
     * The message is longer than the encoder reads, and was compared window by window.
     *
     * @param windows how many
     * @param weakest the number, from 1, of the window that is least sure of the rail, whose
     *     ranking is the evidence; if the message was refused, the first that spoke against it,
     *     without
     */
    record InWindows(int windows, int weakest) implements Ground {}

    /**
     * The message was read as an answer to the question for a slot.
     *
     * @param filling what it says of that slot; if it is missing, it says something of another
     */
    record Answered(String slot, Filling filling) implements Ground {}

    /**
     * The message chose among the rails that were offered.
     *
     * @param option its number, from 1
     */
    record Chose(int option) implements Ground {}
  }

  /** Confidence of the best rail, in [0, 1]; empty if the message was not compared. */
  public OptionalDouble confidence() {
    return ranking.best().isPresent()
        ? OptionalDouble.of(ranking.best().get().confidence())
        : OptionalDouble.empty();
  }
}
