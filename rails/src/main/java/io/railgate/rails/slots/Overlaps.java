package io.railgate.rails.slots;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Leaves one of any spans that overlap: of the earlier kind, else the longer, else the first. */
final class Overlaps {

  private static final Comparator<Span> BEST_FIRST =
      Comparator.comparing(Span::kind)
          .thenComparing(Comparator.comparingInt(Span::length).reversed())
          .thenComparingInt(Span::start);

  private Overlaps() {}

  /**
   * The spans left, in order of their places.
   *
   * @param asked the slot that is asked for, whose spans win unless they are parts of longer ones
   */
  static List<Span> resolve(List<Span> spans, Optional<String> asked) {
    List<Span> inOrder = new ArrayList<>(asked.map(slot -> first(spans, slot)).orElse(List.of()));
    spans.stream().sorted(BEST_FIRST).forEach(inOrder::add);
    Set<Span> left = new LinkedHashSet<>();
    BitSet taken = new BitSet();
    for (Span span : inOrder) {
      int clash = taken.nextSetBit(span.start());
      if (clash < 0 || clash >= span.end()) {
        taken.set(span.start(), span.end());
        left.add(span);
      }
    }
    return left.stream().sorted(Comparator.comparingInt(Span::start)).toList();
  }

  /** The spans of {@code slot} that no longer span of other slots holds. */
  private static List<Span> first(List<Span> spans, String slot) {
    NavigableMap<Integer, Integer> farthestEnds = new TreeMap<>();
    int farthest = -1;
    for (Span span : spans.stream().sorted(Comparator.comparingInt(Span::start)).toList()) {
      if (!span.readings().containsKey(slot)) {
        farthest = Math.max(farthest, span.end());
        farthestEnds.put(span.start(), farthest);
      }
    }
    return spans.stream()
        .filter(span -> span.readings().containsKey(slot))
        .filter(span -> farthest(farthestEnds.floorEntry(span.start())) <= span.end())
        .filter(span -> farthest(farthestEnds.lowerEntry(span.start())) < span.end())
        .sorted(BEST_FIRST)
        .toList();
  }

  private static int farthest(Map.@Nullable Entry<Integer, Integer> end) {
    return end == null ? -1 : end.getValue();
  }

  /** The characters that spans take. */
  static BitSet taken(List<Span> spans) {
    BitSet taken = new BitSet();
    spans.forEach(span -> taken.set(span.start(), span.end()));
    return taken;
  }
}
