package io.railgate.rails.lint;

import io.railgate.rails.set.Case;
import io.railgate.rails.set.Previous;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which places in a conversation, as {@code after} names them, no conversation gets to. */
final class PlaceRules {

  private final RailSet set;
  private final Set<RailId> losers;
  private final List<Warning> warnings = new ArrayList<>();

  private PlaceRules(RailSet set, Set<RailId> losers) {
    this.set = set;
    this.losers = losers;
  }

  /**
   * Warns of each {@code after} that nothing reaches.
   *
   * @param losers rails that can never win
   */
  static List<Warning> warnings(RailSet set, Set<RailId> losers) {
    var rules = new PlaceRules(set, losers);
    rules.unreached(rules.reachable());
    set.rails().forEach(rules::hiddenCases);
    return rules.warnings;
  }

  /** The rails that some conversation gets to, from those that are candidates anywhere on. */
  private Set<RailId> reachable() {
    Map<String, List<Rail>> followers = new HashMap<>();
    Deque<Rail> next = new ArrayDeque<>();
    for (Rail rail : set.rails()) {
      for (Case each : rail.cases()) {
        if (each.after().isAnywhere()) {
          next.add(rail);
        }
        for (Previous previous : each.after().rails()) {
          followers.computeIfAbsent(previous.toString(), none -> new ArrayList<>()).add(rail);
        }
      }
    }
    Set<RailId> reached = new HashSet<>();
    while (!next.isEmpty()) {
      RailId rail = next.remove().id();
      if (!losers.contains(rail) && reached.add(rail)) {
        next.addAll(followers.getOrDefault(rail.toString(), List.of()));
        next.addAll(followers.getOrDefault(rail.group() + ".*", List.of()));
      }
    }
    return reached;
  }

  private void unreached(Set<RailId> reachable) {
    Set<String> places = new HashSet<>();
    reachable.forEach(rail -> places.addAll(List.of(rail.toString(), rail.group() + ".*")));
    for (Rail rail : set.rails()) {
      for (Case each : rail.cases()) {
        for (Previous previous : each.after().rails()) {
          if (!places.contains(previous.toString())) {
            warnings.add(
                new Warning(
                    Code.UNREACHABLE_AFTER,
                    previous.place(),
                    "rail %s is to come after %s, which no conversation gets to"
                        .formatted(rail.id(), previous)));
          }
        }
      }
    }
  }

  private void hiddenCases(Rail rail) {
    for (int i = 1; i < rail.cases().size(); i++) {
      List<Case> before = rail.cases().subList(0, i);
      for (Previous previous : rail.cases().get(i).after().rails()) {
        before.stream()
            .flatMap(earlier -> earlier.after().rails().stream())
            .filter(earlier -> covers(earlier, previous))
            .findFirst()
            .ifPresent(
                earlier ->
                    warnings.add(
                        new Warning(
                            Code.UNREACHABLE_AFTER,
                            previous.place(),
                            "the case of rail %s after %s is hidden by an earlier one after %s"
                                .formatted(rail.id(), previous, earlier))));
      }
    }
  }

  private static boolean covers(Previous earlier, Previous later) {
    return earlier.group().equals(later.group())
        && (earlier.name().isEmpty() || earlier.name().equals(later.name()));
  }
}
