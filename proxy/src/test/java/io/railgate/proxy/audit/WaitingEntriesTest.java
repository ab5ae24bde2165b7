package io.railgate.proxy.audit;

import static io.railgate.proxy.audit.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much waits at most. */
class WaitingEntriesTest {

  private static final Duration NOW = Duration.ZERO;

  @Test
  void takesAsManyAsThereArePlaces() throws InterruptedException {
    var waiting = new WaitingEntries(2, 1_000_000);

    assertThat(waiting.add(entry("1"), false)).isTrue();
    assertThat(waiting.reserve()).isTrue();
    assertThat(waiting.add(entry("no place"), false)).isFalse();
    assertThat(waiting.reserve()).isFalse();
    assertThat(waiting.add(entry("2"), true)).as("its place was kept").isTrue();

    assertThat(waiting.next(NOW)).map(AuditEntry::request).contains("1");
    assertThat(waiting.reserve()).as("there is a place again").isTrue();
  }

  @Test
  void takesNoMoreThanFitsInMemory() throws InterruptedException {
    long two = 2 * entry("x").bytes();
    var waiting = new WaitingEntries(100, two);
    assertThat(waiting.add(entry("1"), false)).isTrue();
    assertThat(waiting.add(entry("2"), false)).isTrue();

    assertThat(waiting.add(entry("3"), false)).isFalse();
    assertThat(waiting.reserve()).isFalse();

    assertThat(waiting.next(NOW)).isPresent();
    assertThat(waiting.add(entry("4"), false)).isTrue();
  }

  @Test
  void whatUsersSaidCountsAsMemory() {
    assertThat(entry("x").bytes()).isEqualTo(1_000 + 2L * ("hello" + Entries.SAID).length());
  }

  @Test
  void takesNothingOnceItIsClosedAndKeepsWhatWaits() throws InterruptedException {
    var waiting = new WaitingEntries(2, 1_000_000);
    assertThat(waiting.reserve()).isTrue();
    assertThat(waiting.add(entry("1"), false)).isTrue();

    waiting.close();

    assertThat(waiting.add(entry("2"), true)).isFalse();
    assertThat(waiting.reserve()).isFalse();
    assertThat(waiting.next(Duration.ofSeconds(10))).isPresent();
    assertThat(waiting.next(Duration.ofSeconds(10))).isEmpty();
  }
}
