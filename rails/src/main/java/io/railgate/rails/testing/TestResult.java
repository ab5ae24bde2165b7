package io.railgate.rails.testing;

import io.railgate.rails.set.Place;
import java.util.List;

/**
 * What became of a test.
 *
 * @param name the conversation's, or the message of a line in a table
 * @param turns at least one
 */
public record TestResult(Kind kind, String name, Place place, List<PlayedTurn> turns) {

  /** Where a test stands in its file. */
  public enum Kind {
    /** A conversation under {@code tests}. */
    CONVERSATION,
    /** A message under {@code accepts}. */
    ACCEPTS,
    /** A message under {@code rejects}. */
    REJECTS
  }

  public TestResult {
    turns = List.copyOf(turns);
  }

  public boolean passed() {
    return turns.stream().allMatch(PlayedTurn::passed);
  }

  /** The turns that did not go as expected. */
  public List<PlayedTurn> failed() {
    return turns.stream().filter(turn -> !turn.passed()).toList();
  }

  /** A turn of this test in words, as in: turn 2 of "a lost card". */
  public String called(PlayedTurn turn) {
    return kind == Kind.CONVERSATION
        ? "turn %d of \"%s\"".formatted(turn.number(), name)
        : "\"" + name + "\"";
  }
}
