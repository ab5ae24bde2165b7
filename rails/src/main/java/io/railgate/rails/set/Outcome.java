package io.railgate.rails.set;

import java.util.Set;

/** What happens when a message belongs to a rail. */
public sealed interface Outcome {

  /** The canonical prompt goes to the model in place of the message. */
  record Prompt(Template text, ModelCall call) implements Outcome {}

  /** The client gets a fixed answer; the model is not asked. */
  record Reply(Template text) implements Outcome {}

  /** The client gets a fixed refusal; the model is not asked. */
  record Refuse(String text) implements Outcome {}

  /** The message goes to the model as typed: opens the world. */
  record Pass(ModelCall call) implements Outcome {}

  /** The key under which an author writes it. */
  default String word() {
    return switch (this) {
      case Prompt prompt -> "prompt";
      case Reply reply -> "reply";
      case Refuse refuse -> "refuse";
      case Pass pass -> "pass";
    };
  }

  /** The slots whose values it needs. */
  default Set<String> slots() {
    return switch (this) {
      case Prompt prompt -> prompt.text.slots();
      case Reply reply -> reply.text.slots();
      case Refuse refuse -> Set.of();
      case Pass pass -> Set.of();
    };
  }
}
