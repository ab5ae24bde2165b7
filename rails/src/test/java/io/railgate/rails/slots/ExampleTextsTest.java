package io.railgate.rails.slots;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.Slot;
import io.railgate.rails.set.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleTextsTest {

  private static final Map<String, Slot> SLOTS =
      Map.of(
          "amount", Slots.slot("amount", Slots.AMOUNT),
          "from", Slots.slot("from", Slots.ACCOUNT),
          "to", Slots.slot("to", Slots.ACCOUNT),
          "note", Slots.slot("note", Slots.text(9)));

  @Test
  void anExampleWithoutHolesIsItself() {
    assertThat(ExampleTexts.of(Template.of("hello {X} {{amount}}"), SLOTS))
        .containsExactly("hello {X} {amount}");
  }

  @Test
  void holesAreFilledInTurn_slotsOfTheSameSamplesDifferently() {
    assertThat(ExampleTexts.of(Template.of("move {amount} from {from} to {to}"), SLOTS))
        .containsExactly(
            "move 50 from checking to savings",
            "move 200 from savings to checking",
            "move 1000 from checking to savings");
  }

  @Test
  void textsAreDistinct() {
    assertThat(ExampleTexts.of(Template.of("open {from}"), SLOTS))
        .containsExactly("open checking", "open savings");
    assertThat(ExampleTexts.of(Template.of("say {note}"), SLOTS)).containsExactly("say note");
  }

  @Test
  void aHoleTwiceIsFilledAlike() {
    assertThat(ExampleTexts.of(Template.of("{from} is {from}"), SLOTS))
        .containsExactly("checking is checking", "savings is savings");
  }
}
