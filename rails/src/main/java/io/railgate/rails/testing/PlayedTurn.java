package io.railgate.rails.testing;

import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.Place;
import java.util.List;

/**
 * A turn of a test, and what became of it.
 *
 * @param number of the turn in its test, from 1
 * @param defects none if it went as expected
 */
public record PlayedTurn(
    int number,
    String user,
    Place place,
    Expected expected,
    Talk.Answer answer,
    List<Defect> defects) {

  public PlayedTurn {
    defects = List.copyOf(defects);
  }

  public boolean passed() {
    return defects.isEmpty();
  }
}
