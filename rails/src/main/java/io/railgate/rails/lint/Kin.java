package io.railgate.rails.lint;

import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.matching.Matcher;
import io.railgate.rails.matching.Matcher.Entry;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds pairs of examples of two rails that are closer to each other than either is to the rest of
 * its own rail, and so close that one of them as a message would be taken for the other.
 */
final class Kin {

  private final RailSet set;
  private final Matcher matcher;
  private final List<Entry> entries;
  private final boolean[] loses;
  private final List<Set<Optional<RailId>>> places;

  /**
   * Looks at a set.
   *
   * @param losers rails of which it is known already that they never win
   */
  Kin(RailEngine engine, Set<RailId> losers) {
    this.set = engine.railSet();
    this.matcher = engine.matcher();
    this.entries = matcher.entries();
    this.loses = new boolean[set.rails().size()];
    for (int rail = 0; rail < loses.length; rail++) {
      loses[rail] = losers.contains(set.rails().get(rail).id());
    }
    this.places = set.rails().stream().map(rail -> Places.of(rail, set)).toList();
  }

  /** An example's nearest one of another rail, nearer than any of its own. */
  private record Stranger(int entry, int other, double cosine) {}

  /** A warning for each pair, at the second of the two. */
  List<Warning> closeExamples() {
    List<Stranger> strangers =
        IntStream.range(0, entries.size())
            .parallel()
            .mapToObj(this::stranger)
            .flatMap(Optional::stream)
            .toList();
    Map<Integer, Set<Integer>> found = new HashMap<>();
    strangers.forEach(
        each -> found.computeIfAbsent(each.entry, none -> new HashSet<>()).add(each.other));
    Set<Set<Example>> told = new HashSet<>();
    List<Warning> warnings = new ArrayList<>();
    for (Stranger each : strangers) {
      boolean mutual = found.getOrDefault(each.other, Set.of()).contains(each.entry);
      Example one = entries.get(each.entry).example();
      Example other = entries.get(each.other).example();
      if (mutual && each.entry > each.other && told.add(Set.of(one, other))) {
        warnings.add(warning(each));
      }
    }
    return warnings;
  }

  private Optional<Stranger> stranger(int number) {
    Entry entry = entries.get(number);
    if (entry.rail() == Entry.NEVER || entry.about() || loses[entry.rail()]) {
      return Optional.empty();
    }
    double[] cosines = matcher.cosines(entry.vector());
    int nearest = -1;
    double kin = -1;
    for (int other = 0; other < cosines.length; other++) {
      Entry candidate = entries.get(other);
      if (candidate.about()) {
        continue;
      }
      if (candidate.rail() == entry.rail()) {
        kin = candidate.example().equals(entry.example()) ? kin : Math.max(kin, cosines[other]);
      } else if (candidate.rail() != Entry.NEVER
          && !loses[candidate.rail()]
          && (nearest < 0 || cosines[other] > cosines[nearest])
          && meet(entry.rail(), candidate.rail())) {
        nearest = other;
      }
    }
    boolean close =
        nearest >= 0
            && cosines[nearest] > kin
            && matcher.alone(entry.vector(), cosines[nearest]) >= RailScore.SURE
            && !isSame(entry.example(), entries.get(nearest).example());
    return close ? Optional.of(new Stranger(number, nearest, cosines[nearest])) : Optional.empty();
  }

  /** Whether there is a place where both rails are candidates. */
  private boolean meet(int one, int other) {
    return isCandidate(one, places.get(other)) || isCandidate(other, places.get(one));
  }

  private boolean isCandidate(int rail, Set<Optional<RailId>> where) {
    Rail candidate = set.rails().get(rail);
    return where.stream().anyMatch(place -> candidate.caseAfter(place).isPresent());
  }

  private Warning warning(Stranger pair) {
    Entry entry = entries.get(pair.entry);
    Entry other = entries.get(pair.other);
    return new Warning(
        Code.CLOSE_EXAMPLES,
        entry.example().place(),
        "the example \"%s\" of rail %s and \"%s\" of rail %s, at %s, are closer than their own kin"
            .formatted(
                entry.example().text(),
                rail(entry).id(),
                other.example().text(),
                rail(other).id(),
                other.example().place()));
  }

  /** The same words have a warning of their own. */
  private static boolean isSame(Example one, Example other) {
    return Words.of(one.text().source()).equals(Words.of(other.text().source()));
  }

  private Rail rail(Entry entry) {
    return set.rails().get(entry.rail());
  }
}
