package io.railgate.rails.reader;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What the YAML parser could not read, in an author's words: most often an indentation, a quote or
 * a bracket.
 *
 * @param line where the author has to look, from 1
 * @param column in characters, from 1
 */
record SyntaxError(int line, int column, String message) {

  /** What to do where nothing better can be said. */
  static final String LOOK = "look at the quotes, brackets and spaces here and in the lines around";

  private static final String QUOTES = "; put the whole text in quotes";

  /**
   * Explains an error of the parser.
   *
   * @param text the whole file
   */
  static SyntaxError of(MarkedYAMLException e, String text) {
    String problem = Objects.requireNonNullElse(e.getProblem(), "");
    String context = Objects.requireNonNullElse(e.getContext(), "");
    Mark found = e.getProblemMark();
    Mark begun = e.getContextMark() == null ? found : e.getContextMark();
    if (context.contains("quoted scalar") && problem.contains("unexpected")) {
      return at(begun, 0, "the quote that opens here is never closed");
    }
    if (context.contains("double-quoted scalar")) {
      String backslash =
          "found a backslash that means nothing in double quotes; write \\\\ for a backslash, or"
              + " use single quotes";
      return at(found, problem.contains("unknown escape") ? -1 : 0, backslash);
    }
    if (context.contains("simple key")) {
      return at(
          begun, 0, "expected a key here, with a colon and a space behind it, as in \"key: text\"");
    }
    if (context.contains("flow sequence")) {
      return at(begun, 0, unclosed("[", "]", found));
    }
    if (context.contains("flow mapping")) {
      return at(begun, 0, unclosed("{", "}", found));
    }
    if (context.contains("scanning an a")) { // an anchor or alias
      return at(begun, 0, "a text cannot begin with & or *" + QUOTES);
    }
    return at(found, 0, message(problem, context, found == null ? "" : before(found, text)));
  }

  private static SyntaxError at(@Nullable Mark mark, int shift, String message) {
    return mark == null
        ? new SyntaxError(1, 1, message)
        : new SyntaxError(mark.getLine() + 1, mark.getColumn() + 1 + shift, message);
  }

  private static String unclosed(String bracket, String closing, @Nullable Mark found) {
    String where =
        found == null
            ? ""
            : ", in line %d, column %d".formatted(found.getLine() + 1, found.getColumn() + 1);
    return ("the bracket %s that opens here is not closed: expected \",\" or \"%s\"%s; a text in"
            + " brackets that holds one of ? : , [ ] { } needs quotes")
        .formatted(bracket, closing, where);
  }

  private static String message(String problem, String context, String before) {
    if (problem.contains("expected <block end>")) {
      return notInLine(problem, before);
    }
    if (problem.contains("mapping values are not allowed")) {
      return "found a colon where none can be; put a text that holds \": \" in quotes, or end the"
          + " key above with a colon";
    }
    if (problem.contains("(TAB)")) {
      return "found a tab; indent with spaces";
    }
    if (problem.contains("cannot start any token")) {
      return "a text cannot begin with this character" + QUOTES;
    }
    if (problem.contains("sequence entries are not allowed")) {
      return "an item of a list (\"- \") cannot stand here; begin it on a line of its own";
    }
    if (context.contains("block scalar")) {
      return "a text under > or | begins on the next line; begin it there, or put the whole text"
          + " in quotes";
    }
    if (context.contains("directive") || problem.contains("YAML d")) {
      return "found a line that begins with %; delete it";
    }
    if (context.contains("tag") || problem.contains("tag handle")) {
      return "a text cannot begin with !" + QUOTES;
    }
    String reason = context.isBlank() ? problem : context + ", " + problem;
    return reason + "; " + LOOK;
  }

  private static String notInLine(String problem, String before) {
    if (problem.contains("'<block mapping start>'")) {
      return "this key does not line up with the keys above it; keys that belong together begin in"
          + " the same column";
    }
    if (problem.contains("'-'") || problem.contains("'<block sequence start>'")) {
      return "this \"-\" does not line up with the lines above it; items of one list begin in the"
          + " same column";
    }
    if (before.endsWith("\"") || before.endsWith("'")) {
      return "the text goes on behind its closing quote; put the whole text in double quotes";
    }
    if (before.endsWith("}") || before.endsWith("]")) {
      return "the text goes on behind a closing bracket" + QUOTES;
    }
    return "this does not belong to what stands before it; begin a line with a key or with \"- \","
        + " in the column of those above, or put the whole text in quotes";
  }

  /** The line up to a mark, without spaces at its end. */
  private static String before(Mark mark, String text) {
    int characters = Math.min(mark.getIndex(), text.codePointCount(0, text.length()));
    int end = text.offsetByCodePoints(0, characters);
    return text.substring(text.lastIndexOf('\n', end - 1) + 1, end).stripTrailing();
  }
}
