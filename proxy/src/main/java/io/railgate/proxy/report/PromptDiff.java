package io.railgate.proxy.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** In which words two prompts differ (Myers 1986). */
final class PromptDiff {

  private static final Pattern WORD = Pattern.compile("\\S+");

  /** Where a piece stands. */
  enum Side {
    BOTH,
    EXPECTED,
    GOT
  }

  /**
   * Some words.
   *
   * @param text the words with single spaces between them
   */
  record Piece(Side side, String text) {}

  private PromptDiff() {}

  static List<Piece> of(String expected, String got) {
    List<String> from = words(expected);
    List<String> to = words(got);
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(from, to).getDeltas()) {
      add(pieces, Side.BOTH, from.subList(at, delta.getSource().getPosition()));
      add(pieces, Side.EXPECTED, delta.getSource().getLines());
      add(pieces, Side.GOT, delta.getTarget().getLines());
      at = delta.getSource().getPosition() + delta.getSource().size();
    }
    add(pieces, Side.BOTH, from.subList(at, from.size()));
    return pieces;
  }

  /** With {@code [-expected-]} and {@code {+got+}}, as git shows words. */
  static String text(String expected, String got) {
    List<String> shown = new ArrayList<>();
    for (Piece piece : of(expected, got)) {
      shown.add(
          switch (piece.side) {
            case BOTH -> piece.text;
            case EXPECTED -> "[-" + piece.text + "-]";
            case GOT -> "{+" + piece.text + "+}";
          });
    }
    return String.join(" ", shown);
  }

  private static void add(List<Piece> pieces, Side side, List<String> words) {
    if (!words.isEmpty()) {
      pieces.add(new Piece(side, String.join(" ", words)));
    }
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }
}
