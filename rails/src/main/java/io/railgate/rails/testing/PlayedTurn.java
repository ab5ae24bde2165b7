package io.railgate.rails.testing;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.State;
import io.railgate.rails.engine.Step;
import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.Place;
import java.util.List;

/**
 * A turn of a test, and what became of it.
 *
 * @param number of the turn in its test, from 1
 * @param before where the conversation stood
 * @param defects none if it went as expected
 */
public record PlayedTurn(
    int number,
    String user,
    Place place,
    Expected expected,
    State before,
    Step step,
    List<Defect> defects) {

  public PlayedTurn {
    defects = List.copyOf(defects);
  }

  public Decision decision() {
    return step.decision();
  }

  public boolean passed() {
    return defects.isEmpty();
  }
}
