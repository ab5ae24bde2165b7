package io.railgate.rails.lint;

import io.railgate.rails.set.After;
import io.railgate.rails.set.Case;
import io.railgate.rails.set.Previous;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which places in a conversation, as {@code after} names them, no conversation gets to. */
final class PlaceRules {

  private final RailSet set;
  private final Set<Rail> losers;
  private final List<Warning> warnings = new ArrayList<>();

  private PlaceRules(RailSet set, Set<Rail> losers) {
    this.set = set;
    this.losers = losers;
  }

  /**
   * Warns of each {@code after} that nothing reaches.
   *
   * @param losers rails that can never win
   */
  static List<Warning> warnings(RailSet set, Set<Rail> losers) {
    var rules = new PlaceRules(set, losers);
    rules.unreached(rules.reachable());
    set.rails().forEach(rules::hiddenCases);
    return rules.warnings;
  }

  /** The rails that some conversation gets to, from those that are candidates anywhere on. */
  private Set<Rail> reachable() {
    Set<Rail> reached = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Rail rail : set.rails()) {
        if (!losers.contains(rail) && !reached.contains(rail) && isEntered(rail, reached)) {
          more |= reached.add(rail);
        }
      }
    }
    return reached;
  }

  private static boolean isEntered(Rail rail, Set<Rail> reached) {
    return rail.cases().stream().map(Case::after).anyMatch(after -> holds(after, reached));
  }

  private static boolean holds(After after, Set<Rail> reached) {
    return after.isAnywhere()
        || after.rails().stream().anyMatch(previous -> includesAny(previous, reached));
  }

  private static boolean includesAny(Previous previous, Set<Rail> rails) {
    return rails.stream().anyMatch(rail -> previous.includes(rail.id()));
  }

  private void unreached(Set<Rail> reachable) {
    for (Rail rail : set.rails()) {
      for (Case each : rail.cases()) {
        for (Previous previous : each.after().rails()) {
          if (!includesAny(previous, reachable)) {
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
