package io.railgate.rails.engine;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decision is made on: all that the user said, in rounds. A round is what the user says
 * until there is an answer; the last one is to be decided.
 *
 * @param rounds at least one, oldest first
 * @param terms the same for all rounds
 */
public record Conversation(List<Round> rounds, Terms terms) {

  /**
   * The user's turns between two answers.
   *
   * @param turns at least one, oldest first
   */
  public record Round(List<UserTurn> turns) {

    public Round {
      turns = List.copyOf(turns);
      if (turns.isEmpty()) {
        throw new IllegalArgumentException("a round without a user turn");
      }
    }
  }

  public Conversation {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("a conversation without a user turn");
    }
  }

  /** A conversation with a client that may use every rail. */
  public Conversation(List<Round> rounds, LocalDate today) {
    this(rounds, Terms.on(today));
  }

  /** What leads from a state through a round to the next. */
  @FunctionalInterface
  public interface Stepping {

    Step step(State state, Round round, Terms terms);
  }

  /** Goes through all rounds from the start; what each led to. */
  public List<Step> replay(Stepping stepping) {
    List<Step> steps = new ArrayList<>();
    State state = State.START;
    for (Round round : rounds) {
      Step step = stepping.step(state, round, terms);
      steps.add(step);
      state = step.next();
    }
    return List.copyOf(steps);
  }

  /** A conversation in which each turn was answered before the next. */
  public static Conversation of(LocalDate today, UserTurn... turns) {
    return new Conversation(
        List.of(turns).stream().map(turn -> new Round(List.of(turn))).toList(), today);
  }
}
