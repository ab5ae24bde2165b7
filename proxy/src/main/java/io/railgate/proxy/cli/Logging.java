package io.railgate.proxy.cli;

import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** The log, which is written by a thread of its own: a reader that is slow holds nobody up. */
final class Logging {

  private Logging() {}

  /** Longest time to write what waits: whoever reads the log may be stuck. */
  private static final Duration LAST_LINES = Duration.ofSeconds(2);

  /** Writes what waits, and nothing from then on. */
  static void end() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      Thread ending = Thread.ofPlatform().daemon().name("last-log-lines").start(logback::stop);
      try {
        ending.join(LAST_LINES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
