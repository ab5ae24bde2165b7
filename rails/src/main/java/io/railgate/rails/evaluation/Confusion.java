package io.railgate.rails.evaluation;

import io.railgate.rails.set.RailId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the utterances of each rail were taken for.
 *
 * @param cells those with a count, by what is expected and then by what came, in the set's order;
 *     what is out of scope comes last
 */
public record Confusion(List<Cell> cells) {

  /** What an utterance was taken for. */
  public sealed interface Got {

    /** A rail accepted it. */
    record Rail(RailId id) implements Got {}

    /** Several rails were offered. */
    record Clarified() implements Got {}

    /** No rail accepted it. */
    record Refused() implements Got {}

    private static Got of(Verdict verdict) {
      return switch (verdict) {
        case Verdict.Accepted accepted -> new Rail(accepted.rail());
        case Verdict.Clarified clarified -> new Clarified();
        case Verdict.Refused refused -> new Refused();
      };
    }
  }

  /**
   * A count of utterances.
   *
   * @param expected empty for what is out of scope
   */
  public record Cell(Optional<RailId> expected, Got got, int count) {}

  private record Pair(Optional<RailId> expected, Got got) {}

  public Confusion {
    cells = List.copyOf(cells);
  }

  static Confusion of(List<RailId> rails, List<Judged> judged) {
    Map<Pair, Integer> counts = new HashMap<>();
    for (Judged each : judged) {
      counts.merge(new Pair(each.labelled().rail(), Got.of(each.verdict())), 1, Integer::sum);
    }
    Map<RailId, Integer> order = order(rails);
    List<Cell> cells = new ArrayList<>();
    counts.forEach((pair, count) -> cells.add(new Cell(pair.expected, pair.got, count)));
    cells.sort(
        Comparator.<Cell>comparingInt(cell -> cell.expected.map(order::get).orElse(rails.size()))
            .thenComparingInt(
                cell ->
                    switch (cell.got) {
                      case Got.Rail rail -> order.getOrDefault(rail.id(), rails.size());
                      case Got.Clarified clarified -> rails.size() + 1;
                      case Got.Refused refused -> rails.size() + 2;
                    }));
    return new Confusion(cells);
  }

  /** The number of each rail in the set. */
  static Map<RailId, Integer> order(List<RailId> rails) {
    Map<RailId, Integer> order = new HashMap<>();
    rails.forEach(rail -> order.put(rail, order.size()));
    return order;
  }
}
