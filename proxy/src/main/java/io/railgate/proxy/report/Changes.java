package io.railgate.proxy.report;

import io.railgate.rails.text.NormalText.Change;

/** What a message was changed in before it was compared. */
public final class Changes {

  private Changes() {}

  /** For tools. */
  public static String name(Change change) {
    return switch (change) {
      case HIDDEN_CHARACTERS -> "hidden-characters";
      case COMPATIBILITY_FORMS -> "compatibility-forms";
      case LOOKALIKE_LETTERS -> "lookalike-letters";
      case SPACED_LETTERS -> "spaced-letters";
    };
  }

  /** For people. */
  static String told(Change change) {
    return switch (change) {
      case HIDDEN_CHARACTERS -> "hidden characters were left out";
      case COMPATIBILITY_FORMS -> "special forms of characters were read as the plain ones";
      case LOOKALIKE_LETTERS -> "letters that only look Latin were read as Latin";
      case SPACED_LETTERS -> "letters that stand apart were read as a word";
    };
  }
}
