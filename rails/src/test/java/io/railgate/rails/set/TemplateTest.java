package io.railgate.rails.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void holesAreFilledAndWordsStay() {
    Template template = Template.of("move {amount} from {from-account} to {amount}!");

    assertThat(template.slots()).containsExactly("amount", "from-account");
    assertThat(template.fill(Map.of("amount", "5", "from-account", "savings")))
        .isEqualTo("move 5 from savings to 5!");
    assertThatThrownBy(() -> template.fill(Map.of("amount", "5")))
        .hasMessage("no value for {from-account}");
  }

  @Test
  void doubledBracesStandForSingleOnes() {
    assertThat(Template.of("{{amount}} {{ Name_1 }} {{{amount}}}").fill(Map.of()))
        .isEqualTo("{amount} { Name_1 } {{amount}}");
  }

  @Test
  void otherBracesAreText() {
    String json = "{\"a\": {\"b\": 1}} {} {1} { a b } {A}";
    assertThat(Template.of(json).fill(Map.of())).isEqualTo(json);
    assertThat(Template.words("{amount}").fill(Map.of())).isEqualTo("{amount}");
  }

  @Test
  void aValueIsNotReadAsATemplate() {
    assertThat(Template.of("{a} {b}").fill(Map.of("a", "{b}", "b", "x"))).isEqualTo("{b} x");
  }
}
