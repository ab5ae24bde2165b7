package io.railgate.rails.comparison;

import io.railgate.rails.set.Place;
import io.railgate.rails.testing.Talk.Answer;
import java.util.List;
import java.util.Optional;

/**
 * A message on which two sets decide otherwise.
 *
 * @param said the messages up to this one
 * @param place where they stand
 */
public record Change(Kind kind, List<String> said, Place place, Answer before, Answer after) {

  /** In what decisions differ, the gravest first. */
  public enum Kind {
    /** No rail took it, and one does. */
    NEWLY_ACCEPTED("newly accepted"),
    /** A rail took it, and none does. */
    NEWLY_REFUSED("newly refused"),
    /** Another rail takes it. */
    OTHER_RAIL("other rail"),
    /** The same rail sends the model something else, or does so now and did not, or the reverse. */
    OTHER_PROMPT("other prompt"),
    /** The same rail, or none, answers in other words. */
    OTHER_ANSWER("other answer");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  public Change {
    said = List.copyOf(said);
  }

  /** The message. */
  public String message() {
    return said.getLast();
  }

  /** In what two answers differ; empty if in nothing that anyone would see. */
  static Optional<Kind> kind(Answer before, Answer after) {
    var old = before.seen();
    var now = after.seen();
    if (!old.rail().equals(now.rail())) {
      return Optional.of(
          old.rail().isEmpty()
              ? Kind.NEWLY_ACCEPTED
              : now.rail().isEmpty() ? Kind.NEWLY_REFUSED : Kind.OTHER_RAIL);
    }
    if (!old.forwards().equals(now.forwards())) {
      return Optional.of(Kind.OTHER_PROMPT);
    }
    return old.equals(now) ? Optional.empty() : Optional.of(Kind.OTHER_ANSWER);
  }
}
