package io.railgate.rails.engine;

import java.util.List;

/**
 * What a decision is made on: the user's turns since the last answer, oldest first.
 *
 * @param turns at least one
 */
public record Conversation(List<UserTurn> turns) {

  public Conversation {
    turns = List.copyOf(turns);
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("a conversation without a user turn");
    }
  }

  public static Conversation of(UserTurn turn) {
    return new Conversation(List.of(turn));
  }
}
