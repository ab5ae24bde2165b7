package io.railgate.proxy.report;

import io.railgate.rails.evaluation.Confusion;
import io.railgate.rails.evaluation.Confusion.Cell;
import io.railgate.rails.evaluation.Confusion.Got;
import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.set.RailId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The confusion matrix as a table whose cells are the darker the more they count. A large one is
 * restricted to the rails that are confused most.
 */
final class HeatTable {

  /** Most rails that are shown. */
  static final int MAX_RAILS = 40;

  private static final String REFUSED = "refused";
  private static final String CLARIFIED = "asked";

  private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
  private final List<String> rails;
  private final int known;

  private HeatTable(Evaluation evaluation) {
    Confusion confusion = evaluation.confusion();
    confusion
        .cells()
        .forEach(
            cell ->
                counts
                    .computeIfAbsent(expected(cell), none -> new HashMap<>())
                    .put(got(cell.got()), cell.count()));
    List<String> named = named(evaluation.rails(), confusion);
    this.known = named.size();
    this.rails = known <= MAX_RAILS ? named : mostConfused(named, confusion);
  }

  static Html of(Evaluation evaluation) {
    return new HeatTable(evaluation).table();
  }

  private Html table() {
    List<String> columns = new ArrayList<>(rails);
    columns.add(CLARIFIED);
    columns.add(REFUSED);
    List<String> rows = new ArrayList<>(rails.stream().filter(counts::containsKey).toList());
    if (counts.containsKey(Wording.NO_RAIL)) {
      rows.add(Wording.NO_RAIL);
    }
    Html head =
        Html.join(
            columns.stream()
                .map(name -> Html.of("<th class=\"up\" scope=\"col\"><span>%s</span></th>", name))
                .toList());
    Html body = Html.join(rows.stream().map(row -> row(row, columns)).toList());
    return Html.of(
        """
        <p class="note">%s Rows are what was meant, columns what it was taken for.</p>
        <div class="scroll"><table class="heat"><thead><tr><td></td>%s</tr></thead>
        <tbody>
        %s
        </tbody></table></div>
        """,
        note(), head, body);
  }

  private String note() {
    return rails.size() == known
        ? "All %d rails that were meant or accepted.".formatted(known)
        : "%d of the %d rails that were meant or accepted: the most confused; all are in the JSON."
            .formatted(rails.size(), known);
  }

  private Html row(String row, List<String> columns) {
    Map<String, Integer> cells = counts.getOrDefault(row, Map.of());
    int total = cells.values().stream().mapToInt(Integer::intValue).sum();
    return Html.of(
        "<tr><th scope=\"row\">%s</th>%s</tr>",
        row, Html.join(columns.stream().map(column -> cell(row, column, cells, total)).toList()));
  }

  private static Html cell(String row, String column, Map<String, Integer> cells, int total) {
    int count = cells.getOrDefault(column, 0);
    if (count == 0) {
      return Html.of("<td></td>");
    }
    boolean right = row.equals(column) || (row.equals(Wording.NO_RAIL) && column.equals(REFUSED));
    return Html.of(
        "<td class=\"%s\" style=\"--heat: %.0f%%\" title=\"%s: %s\">%d</td>",
        right ? "hit" : "miss",
        10 + 50.0 * count / total,
        row + " → " + column,
        Figures.of(count, total),
        count);
  }

  /** The rails that were meant or accepted, in the set's order. */
  private List<String> named(List<RailId> all, Confusion confusion) {
    List<String> accepted =
        confusion.cells().stream().map(cell -> got(cell.got())).distinct().toList();
    return all.stream()
        .map(RailId::toString)
        .filter(rail -> counts.containsKey(rail) || accepted.contains(rail))
        .toList();
  }

  /** Those with the most utterances that went wrong between rails, in the set's order. */
  private static List<String> mostConfused(List<String> named, Confusion confusion) {
    Map<String, Integer> wrong = new HashMap<>();
    for (Cell cell : confusion.cells()) {
      if (cell.got() instanceof Got.Rail got && !cell.expected().equals(Optional.of(got.id()))) {
        wrong.merge(expected(cell), cell.count(), Integer::sum);
        wrong.merge(got.id().toString(), cell.count(), Integer::sum);
      }
    }
    List<String> most =
        named.stream()
            .filter(wrong::containsKey)
            .sorted(
                Comparator.comparingInt((String rail) -> wrong.getOrDefault(rail, 0)).reversed())
            .limit(MAX_RAILS)
            .toList();
    return named.stream().filter(most::contains).toList();
  }

  private static String expected(Cell cell) {
    return cell.expected().map(RailId::toString).orElse(Wording.NO_RAIL);
  }

  private static String got(Got got) {
    return switch (got) {
      case Got.Rail rail -> rail.id().toString();
      case Got.Clarified clarified -> CLARIFIED;
      case Got.Refused refused -> REFUSED;
    };
  }
}
