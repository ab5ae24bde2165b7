package io.railgate.rails.reader;

import io.railgate.rails.set.Previous;
import java.util.Optional;

/** What only all rails together can be checked for. */
final class WholeSetCheck {

  private final Mentions mentions;
  private final Problems problems;

  WholeSetCheck(Mentions mentions, Problems problems) {
    this.mentions = mentions;
    this.problems = problems;
  }

  /** Adds a problem for each name of a rail or group that the set does not have. */
  void requireKnownRails(KnownRails known) {
    for (Previous previous : mentions.previous()) {
      known
          .defect(previous.group(), previous.name())
          .ifPresent(defect -> problems.add(previous.place(), "after: " + defect));
    }
    for (Text group : mentions.groups()) {
      known
          .defect(group.value(), Optional.empty())
          .map(defect -> group.variables().isEmpty() ? defect : group.shown() + " is no group")
          .ifPresent(defect -> problems.add(group.place(), "groups: " + defect));
    }
  }

  /** Adds a problem for each outcome and slot that a closed set may not have. */
  void refuseOpenings() {
    for (Mentions.Opening opening : mentions.openings()) {
      problems.add(opening.place(), opening.what() + ", but railgate.yml says \"closed: true\"");
    }
  }
}
