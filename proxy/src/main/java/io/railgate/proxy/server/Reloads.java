package io.railgate.proxy.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Loads the rail set again. Safe for many threads. */
public interface Reloads {

  /**
   * What became of a reload.
   *
   * @param cause who or what asked for it, in a word
   * @param problems why the set that was served is kept; none if it was replaced
   * @param digest of the set that is served now, in hex
   */
  record Report(Instant at, Duration took, String cause, List<String> problems, String digest) {

    public Report {
      problems = List.copyOf(problems);
    }

    /** Whether the set that was loaded is served now. */
    public boolean succeeded() {
      return problems.isEmpty();
    }
  }

  /** Loads the set, and serves it if it has no errors. Blocks; one at a time. */
  Report reload(String cause);

  /** What became of the last one; empty if there was none. */
  Optional<Report> last();

  /** Reloads that replaced the set, and those that kept it. */
  Counts counts();

  /** How many reloads ended in which way since the start. */
  record Counts(long replaced, long kept) {}
}
