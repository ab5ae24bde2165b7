package io.railgate.proxy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is told of the last minutes, by a clock that the test moves. */
class MetricsClockTest {

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aMaximumIsForgottenAfterMinutesByAClockThatNobodySets() {
    try (Metrics metrics = new Metrics(nanos::get)) {
      metrics.stage("embed", Duration.ofSeconds(5));
      assertThat(metrics.scrape()).contains("railgate_stage_seconds_max{stage=\"embed\"} 5.0");

      nanos.set(Duration.ofMinutes(10).toNanos());
      assertThat(metrics.scrape())
          .contains("railgate_stage_seconds_max{stage=\"embed\"} 0.0")
          .contains("railgate_stage_seconds_count{stage=\"embed\"} 1");
    }
  }
}
