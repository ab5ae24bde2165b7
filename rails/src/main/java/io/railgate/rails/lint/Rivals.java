package io.railgate.rails.lint;

import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.matching.Matcher;
import io.railgate.rails.matching.Matcher.Entry;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where rails take each other's messages: each example is said as a message. */
final class Rivals {

  private final RailSet set;
  private final Matcher matcher;
  private final List<Warning> shadowed = new ArrayList<>();
  private final Set<RailId> losers = new HashSet<>();

  Rivals(RailEngine engine) {
    this.set = engine.railSet();
    this.matcher = engine.matcher();
    findLosers();
  }

  /** A warning for each rail that can never win. */
  List<Warning> shadowedRails() {
    return shadowed;
  }

  /** The rails that can never win. */
  Set<RailId> losers() {
    return losers;
  }

  /** A warning for each example that stands under another rail as well. */
  List<Warning> sameExamples() {
    List<Warning> warnings = new ArrayList<>();
    Map<String, List<Rail>> owners = new HashMap<>();
    Map<String, Place> first = new HashMap<>();
    for (Rail rail : set.rails()) {
      for (Example example : rail.examples()) {
        String words = Words.of(example.text().source());
        List<Rail> before = owners.computeIfAbsent(words, none -> new ArrayList<>());
        before.stream()
            .filter(other -> !other.equals(rail) && Places.meet(rail, other, set))
            .findFirst()
            .ifPresent(
                other ->
                    warnings.add(
                        new Warning(
                            Code.SAME_EXAMPLE,
                            example.place(),
                            "the example \"%s\" of rail %s stands under %s too, at %s"
                                .formatted(
                                    example.text(), rail.id(), other.id(), first.get(words)))));
        before.add(rail);
        first.putIfAbsent(words, example.place());
      }
    }
    return warnings;
  }

  /** A warning for each line under {@code never} that would surely match a rail. */
  List<Warning> neverLines() {
    return matcher.entries().stream()
        .filter(entry -> entry.rail() == Entry.NEVER)
        .flatMap(line -> neverLine(line).stream())
        .toList();
  }

  private Optional<Warning> neverLine(Entry line) {
    return matcher
        .rank(line.vector(), rail -> true)
        .best()
        .filter(best -> best.alone() >= RailScore.SURE)
        .map(
            best ->
                new Warning(
                    Code.NEVER_MATCHES,
                    line.example().place(),
                    "the line \"%s\" would match rail %s, by \"%s\" at %s"
                        .formatted(
                            line.example().text(),
                            best.rail().id(),
                            best.nearest().example().text(),
                            best.nearest().example().place())));
  }

  private void findLosers() {
    Map<Integer, List<Entry>> byRail =
        matcher.entries().stream()
            .filter(entry -> !entry.about())
            .collect(Collectors.groupingBy(Entry::rail));
    List<Warning> found =
        IntStream.range(0, set.rails().size())
            .parallel()
            .mapToObj(
                number -> loser(set.rails().get(number), byRail.getOrDefault(number, List.of())))
            .flatMap(Optional::stream)
            .toList();
    shadowed.addAll(found);
    Set<Place> places = found.stream().map(Warning::place).collect(Collectors.toSet());
    set.rails().stream()
        .filter(rail -> places.contains(rail.place()))
        .forEach(rail -> losers.add(rail.id()));
  }

  private Optional<Warning> loser(Rail rail, List<Entry> entries) {
    List<RailId> takers = new ArrayList<>();
    for (Entry entry : entries) {
      if (wins(rail, entry, takers)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Warning(
            Code.SHADOWED_RAIL,
            rail.place(),
            "rail %s can never win%s".formatted(rail.id(), because(takers))));
  }

  /** Whether an example leads to its rail anywhere; if not, what it leads to is noted. */
  private boolean wins(Rail rail, Entry entry, List<RailId> takers) {
    for (Optional<RailId> place : Places.of(rail, set)) {
      Ranking ranking = matcher.rank(entry.vector(), other -> other.caseAfter(place).isPresent());
      Set<RailId> foremost = new LinkedHashSet<>();
      ranking.best().ifPresent(best -> foremost.add(best.rail().id()));
      if (matcher.decides(ranking) && foremost.contains(rail.id())) {
        return true;
      }
      ranking.runnerUp().ifPresent(second -> foremost.add(second.rail().id()));
      foremost.remove(rail.id());
      foremost.stream().findFirst().ifPresent(takers::add);
    }
    return false;
  }

  private static String because(List<RailId> takers) {
    Map<RailId, Long> counts =
        takers.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return counts.entrySet().stream()
        .max(
            Map.Entry.<RailId, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(RailId::toString))))
        .map(most -> ": its examples are taken by " + most.getKey())
        .orElse("");
  }
}
