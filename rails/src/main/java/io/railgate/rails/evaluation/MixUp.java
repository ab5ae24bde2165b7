package io.railgate.rails.evaluation;

import io.railgate.rails.set.RailId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A rail whose utterances are nearest to another.
 *
 * @param expected the right rail
 * @param nearest the one that is ranked first
 * @param count of utterances, 1 or more
 * @param accepted how many of them the other rail accepted; the rest was clarified or refused
 * @param example the utterance with the greatest confidence
 */
public record MixUp(RailId expected, RailId nearest, int count, int accepted, Judged example) {

  private record Pair(RailId expected, RailId nearest) {}

  static List<MixUp> of(List<RailId> rails, List<Judged> judged) {
    Map<Pair, List<Judged>> mixedUp = new HashMap<>();
    for (Judged each : judged) {
      if (each.labelled().inScope() && each.best().isPresent() && !each.rankedFirst()) {
        Contender best = each.best().get();
        Pair pair = new Pair(each.labelled().rail().orElseThrow(), best.rail());
        mixedUp.computeIfAbsent(pair, none -> new ArrayList<>()).add(each);
      }
    }
    Map<RailId, Integer> order = Confusion.order(rails);
    return mixedUp.entrySet().stream()
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingInt(MixUp::count)
                .thenComparingInt(MixUp::accepted)
                .reversed()
                .thenComparingInt(each -> order.getOrDefault(each.expected, rails.size()))
                .thenComparingInt(each -> order.getOrDefault(each.nearest, rails.size())))
        .toList();
  }

  private static MixUp of(Pair pair, List<Judged> all) {
    Judged surest = all.getFirst();
    for (Judged each : all) {
      surest = each.confidence() > surest.confidence() ? each : surest;
    }
    int accepted = (int) all.stream().filter(each -> each.result() == Result.OTHER_RAIL).count();
    return new MixUp(pair.expected, pair.nearest, all.size(), accepted, surest);
  }
}
