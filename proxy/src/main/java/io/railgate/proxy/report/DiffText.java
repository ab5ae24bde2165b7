package io.railgate.proxy.report;

import io.railgate.rails.comparison.Change;
import io.railgate.rails.comparison.Comparison;
import io.railgate.rails.testing.Seen;
import io.railgate.rails.testing.Talk.Answer;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.text.WordUtils;

/** What two sets make of the same conversations, for the terminal. */
public final class DiffText {

  /** Characters in a line of text. */
  private static final int WIDTH = 100;

  private static final String INDENT = " ".repeat(11);

  private DiffText() {}

  /**
   * Of a comparison.
   *
   * @param before folder of the set that was, as given
   * @param after folder of the set that is, as given
   * @param paint of the heads of what changes
   */
  public static String of(Comparison comparison, String before, String after, Paint paint) {
    StringBuilder text = new StringBuilder();
    for (Change.Kind kind : Change.Kind.values()) {
      List<Change> changes = comparison.of(kind);
      if (!changes.isEmpty()) {
        text.append(paint.bad("%s: %d".formatted(kind.words(), changes.size()))).append('\n');
        changes.forEach(change -> text.append(one(change)));
        text.append('\n');
      }
    }
    text.append(
        "%s, %s: %s on %s%n"
            .formatted(
                before,
                after,
                comparison.changes().isEmpty()
                    ? paint.good("no decision changes")
                    : Figures.counted(comparison.changes().size(), "change"),
                Figures.counted(comparison.messages(), "message")));
    return text.toString();
  }

  private static String one(Change change) {
    String said =
        change.said().stream()
            .map(message -> message.strip().replaceAll("\\p{Cntrl}+", " "))
            .collect(Collectors.joining("\" / \"", "\"", "\""));
    StringBuilder text = new StringBuilder("  %s  %s%n".formatted(said, change.place()));
    text.append("    before %s%n".formatted(seen(change.before())));
    text.append("    after  %s%n".formatted(seen(change.after())));
    Seen old = change.before().seen();
    Seen now = change.after().seen();
    if (change.kind() == Change.Kind.OTHER_PROMPT || change.kind() == Change.Kind.OTHER_ANSWER) {
      String words = PromptDiff.text(old.forwards() + old.says(), now.forwards() + now.says());
      text.append(WordUtils.wrap(words, WIDTH, "\n", false).indent(INDENT.length()));
    }
    return text.toString();
  }

  private static String seen(Answer answer) {
    String sure =
        answer.within().stream()
            .flatMap(within -> within.decision().evidence().ranking().best().stream())
            .map(
                best ->
                    "  (%s, %s \"%s\")"
                        .formatted(
                            Figures.number(best.confidence()),
                            best.rail().id(),
                            best.nearest().example().text().source()))
            .findFirst()
            .orElse("");
    return Wording.seen(answer.seen()) + sure;
  }
}
