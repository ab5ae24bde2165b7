package io.railgate.rails.set;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the files under {@code tests/} say of a rail set.
 *
 * @param conversations played turn by turn
 * @param accepts single messages that must reach a rail
 * @param rejects single messages that must reach none
 */
public record ConversationTests(
    List<ConversationTest> conversations, List<Accepted> accepts, List<Example> rejects) {

  public static final ConversationTests NONE =
      new ConversationTests(List.of(), List.of(), List.of());

  public ConversationTests {
    conversations = List.copyOf(conversations);
    accepts = List.copyOf(accepts);
    rejects = List.copyOf(rejects);
  }

  /**
   * A conversation that must go as described.
   *
   * @param turns at least one
   */
  public record ConversationTest(String name, List<Turn> turns, Place place) {

    public ConversationTest {
      turns = List.copyOf(turns);
    }
  }

  /**
   * What the user says, and what must become of it.
   *
   * @param backend what the model is played to answer
   */
  public record Turn(String user, Expected expected, Optional<String> backend, Place place) {}

  /**
   * What a decision must be; what is empty may be anything.
   *
   * @param rail the rail that decides
   * @param action the decision's word for itself
   * @param says what the fixed answer holds
   * @param forwards all that is sent to the model, white space aside
   */
  public record Expected(
      Optional<RailId> rail,
      Optional<String> action,
      Optional<String> says,
      Optional<String> forwards) {

    /** Whatever becomes of the turn. */
    public static final Expected ANYTHING =
        new Expected(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A message that must reach a rail. */
  public record Accepted(RailId rail, String text, Place place) {}

  /** Whether there is no test. */
  public boolean isEmpty() {
    return conversations.isEmpty() && accepts.isEmpty() && rejects.isEmpty();
  }

  public ConversationTests and(ConversationTests more) {
    return new ConversationTests(
        Stream.concat(conversations.stream(), more.conversations.stream()).toList(),
        Stream.concat(accepts.stream(), more.accepts.stream()).toList(),
        Stream.concat(rejects.stream(), more.rejects.stream()).toList());
  }
}
