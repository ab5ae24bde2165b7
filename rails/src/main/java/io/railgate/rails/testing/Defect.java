package io.railgate.rails.testing;

/**
 * In what a decision differs from what a test expects.
 *
 * @param what is compared
 * @param expected in words
 * @param got in words
 */
public record Defect(Kind what, String expected, String got) {

  /** What is compared. */
  public enum Kind {
    RAIL("rail"),
    ACTION("action"),
    SAYS("an answer with"),
    FORWARDS("forwarded"),
    NOTHING("that it matches nothing");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** As in: expected rail cards.block. */
    public String words() {
      return words;
    }
  }

  /** On one line: what was expected and what came. */
  public String message() {
    return what == Kind.NOTHING
        ? "expected %s, got %s".formatted(what.words, got)
        : "expected %s %s, got %s".formatted(what.words, shown(expected), shown(got));
  }

  /** The texts in quotes. */
  private String shown(String side) {
    boolean text = what == Kind.SAYS || what == Kind.FORWARDS;
    boolean nothing = side.equals(Expectation.NOTHING) || side.equals(Expectation.NO_ANSWER);
    return text && !nothing ? "\"" + side + "\"" : side;
  }
}
