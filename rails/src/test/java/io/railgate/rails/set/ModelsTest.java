package io.railgate.rails.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelsTest {

  @Test
  void aFixedModelIsAskedWhateverTheClientNames() {
    Models fixed = new Models(Optional.of("small"), List.of());

    assertThat(fixed.forwarded("anything")).contains("small");
    assertThat(fixed.listed()).containsExactly("small");
  }

  @Test
  void ofSeveralTheClientChoosesAmongThoseOffered() {
    Models offered = new Models(Optional.empty(), List.of("small", "large"));

    assertThat(offered.forwarded("large")).contains("large");
    assertThat(offered.forwarded("huge")).isEmpty();
    assertThat(offered.listed()).containsExactly("small", "large");
  }

  @Test
  void aFixedModelStandsBehindThoseOffered() {
    Models both = new Models(Optional.of("real"), List.of("alias"));

    assertThat(both.forwarded("alias")).contains("real");
    assertThat(both.forwarded("real")).isEmpty();
    assertThat(both.listed()).containsExactly("alias");
  }

  @Test
  void oneMustBeThere() {
    assertThatThrownBy(() -> new Models(Optional.empty(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
