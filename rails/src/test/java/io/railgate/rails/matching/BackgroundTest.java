package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class BackgroundTest {

  @Test
  void holdsManyPromptsEachOnce() {
    assertThat(Background.prompts())
        .hasSizeGreaterThanOrEqualTo(1_000)
        .allSatisfy(prompt -> assertThat(prompt).isNotBlank().hasSizeLessThanOrEqualTo(300));
    assertThat(Background.prompts().stream().map(prompt -> prompt.toLowerCase(Locale.ROOT)))
        .doesNotHaveDuplicates();
  }

  @Test
  void headsAreNoPrompts() {
    assertThat(Background.text()).contains("\n# facts\n");
    assertThat(Background.prompts()).noneMatch(prompt -> prompt.startsWith("# "));
  }
}
