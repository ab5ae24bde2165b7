package io.railgate.rails.set;

/** How clients are answered. */
public record AnswerSettings(Refusals refusals, Exposed exposed) {

  /** What a set says that says nothing of it. */
  public static final AnswerSettings USUAL = new AnswerSettings(Refusals.ANSWER, Exposed.DECISION);

  /** In which shape a refusal comes. */
  public enum Refusals {
    /** As an assistant's message. */
    ANSWER,
    /** As an error. */
    ERROR
  }

  /** What clients are told beside the answer. */
  public enum Exposed {
    /** What was decided, and what was dropped. */
    DECISION,
    /** Nothing. */
    NONE
  }
}
