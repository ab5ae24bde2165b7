package io.railgate.rails.engine;

import io.railgate.rails.engine.State.Open;
import io.railgate.rails.set.Case;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks which of two or three rails is meant, and reads what is chosen. */
final class Clarifying {

  private static final int FEWEST = 2;
  private static final int MOST = 3;

  private final RailSet set;

  Clarifying(RailSet set) {
    this.set = set;
  }

  /**
   * Offers the first rails of those that are close: the one that is meant is nearly always among
   * the first three. Empty if the set does not want it, if there is only one, and if a rail that
   * refuses is among them: what may be meant to be refused is not offered.
   *
   * @param close best first
   */
  Optional<Step> question(List<Rail> close, State state, String message, Evidence evidence) {
    boolean refusing =
        close.stream().map(rail -> rail.caseAfter(state.last())).anyMatch(Clarifying::refuses);
    if (close.size() < FEWEST || refusing) {
      return Optional.empty();
    }
    List<Rail> offered = close.subList(0, Math.min(MOST, close.size()));
    List<RailId> ids = offered.stream().map(Rail::id).toList();
    return set.settings()
        .otherwise()
        .clarify()
        .map(
            question ->
                new Step(
                    new Decision.Clarify(ids, text(question, offered), evidence),
                    new State(Optional.empty(), new Open.Choice(ids, message, state.last()))));
  }

  /** The number, from 1, of the option that a message chooses; empty if it chooses none. */
  Optional<Integer> chosen(Open.Choice choice, String message) {
    List<String> titles =
        choice.rails().stream().map(id -> set.rail(id).orElseThrow().title()).toList();
    return ChosenOption.of(message, titles);
  }

  private static boolean refuses(Optional<Case> railCase) {
    return railCase.filter(each -> each.outcome() instanceof Outcome.Refuse).isPresent();
  }

  private static String text(String question, List<Rail> offered) {
    return IntStream.range(0, offered.size())
        .mapToObj(i -> (i + 1) + ". " + offered.get(i).title())
        .collect(Collectors.joining("\n", question + "\n", ""));
  }
}
