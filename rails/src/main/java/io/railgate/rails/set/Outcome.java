package io.railgate.rails.set;

/** What happens when a message belongs to a rail. */
public sealed interface Outcome {

  /** The canonical prompt goes to the model in place of the message. */
  record Prompt(String text) implements Outcome {}

  /** The client gets a fixed answer; the model is not asked. */
  record Reply(String text) implements Outcome {}

  /** The client gets a fixed refusal; the model is not asked. */
  record Refuse(String text) implements Outcome {}
}
