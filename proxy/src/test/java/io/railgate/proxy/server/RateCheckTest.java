package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateCheckTest {

  @Test
  void aTimeIsWrittenAsOpenAiWritesIt() {
    assertThat(RateCheck.inWords(Duration.ZERO)).isEqualTo("0ms");
    assertThat(RateCheck.inWords(Duration.ofNanos(1))).isEqualTo("1ms");
    assertThat(RateCheck.inWords(Duration.ofMillis(999))).isEqualTo("999ms");
    assertThat(RateCheck.inWords(Duration.ofMillis(1_001))).isEqualTo("2s");
    assertThat(RateCheck.inWords(Duration.ofMillis(59_001))).isEqualTo("1m0s");
    assertThat(RateCheck.inWords(Duration.ofSeconds(100))).isEqualTo("1m40s");
  }
}
