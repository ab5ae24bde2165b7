package io.railgate.rails.lint;

import java.util.Locale;

/** A kind of warning. */
public enum Code {
  SAME_EXAMPLE(
      "The same words stand under two rails, so a message with them is as near to one as to the other.",
      "Keep the example under the rail that is meant, or tell the rails apart with after."),
  CLOSE_EXAMPLES(
      "Two examples of two rails are closer to each other than each is to the rest of its own rail, so a"
          + " message like the one may go to the other.",
      "Reword or move one of them, give its rail more examples like it, or merge the rails."),
  SHADOWED_RAIL(
      "No example of the rail, said as a message, leads to it: it can never win.",
      "Reword its examples, lower its accept, or remove the rail that stands before it."),
  UNREACHABLE_AFTER(
      "No conversation gets to the place that after names, so what depends on it never holds.",
      "Name a rail that can match, put the narrower case first, or remove it."),
  UNTESTED_RAIL(
      "No test names the rail, so nobody would notice if a change took its messages away.",
      "Add messages for it under accepts in a file in tests; if it has after, expect it in a"
          + " conversation."),
  FAILING_TEST(
      "A test expects something else than what becomes of the message.",
      "Mend the rails, or the test; railgate explain shows why it was decided so."),
  FEW_EXAMPLES(
      "A rail with fewer than three examples matches only what sounds very much like them.",
      "Add other ways in which people say the same."),
  PASS_OPENS_WORLD(
      "A rail with pass sends the model what the user typed.",
      "Write a prompt instead. To refuse all that opens the world, set closed: true."),
  FORWARD_OPENS_WORLD(
      "A field under forward reaches the model as the client sent it, whatever it holds.",
      "Remove it if no client needs it. To refuse all that opens the world, set closed: true."),
  MONITOR_OPENS_WORLD(
      "In monitor mode every request reaches the model as the client sent it: decisions are recorded, and"
          + " nothing is guarded.",
      "Remove mode: monitor once the records look right. To refuse all that opens the world, set closed: true."),
  TEXT_OPENS_WORLD(
      "A text slot of a prompt sends the model the user's own words, quoted.",
      "Use one-of, number, date or pattern instead. To refuse all that opens the world, set closed: true."),
  OPEN_PATTERN(
      "The pattern fits ordinary sentences, so the slot sends the model the user's own words.",
      "Describe the form of the value more closely, without spaces between words if it has none."),
  LONG_PROMPT(
      "The canonical prompt takes more than a quarter of a context of 8,192 tokens, at four"
          + " characters a token.",
      "Shorten it, or move what all rails share to the prompt under conversation."),
  NEVER_MATCHES(
      "The line under never is so near to a rail that it would match it; messages like it are"
          + " refused, and so may be some that mean the rail.",
      "Remove the line if the rail is meant to take it, or make the rail's examples narrower."),
  LONG_EXAMPLE(
      "The example is longer than the encoder reads, so it is left out and nothing can match it.",
      "Shorten it to what a user would type."),
  UNUSED_SLOT(
      "No prompt or reply of the rail uses the slot, so its value goes nowhere.",
      "Use it in the prompt or the reply, or remove it."),
  MISSING_ABOUT(
      "The set asks which rail is meant when some are close, and shows what stands under about; this"
          + " rail would be shown by its first example.",
      "Add a line about it.");

  private final String explanation;
  private final String wayOut;

  Code(String explanation, String wayOut) {
    this.explanation = explanation;
    this.wayOut = wayOut;
  }

  /** Its name in reports: {@code few-examples}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is wrong with it, in a sentence. */
  public String explanation() {
    return explanation;
  }

  /** What to do about it. */
  public String wayOut() {
    return wayOut;
  }
}
