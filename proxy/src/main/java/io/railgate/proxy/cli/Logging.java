package io.railgate.proxy.cli;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** The log, which is written by a thread of its own: a reader that is slow holds nobody up. */
final class Logging {

  private Logging() {}

  /** Writes what waits, within a second, and nothing from then on. */
  static void end() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
      logback.stop();
    }
  }
}
