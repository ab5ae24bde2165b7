package io.railgate.rails.set;

import java.nio.file.Path;

/**
 * The record of decisions that a proxy keeps.
 *
 * @param file that lines are appended to; relative to the working directory
 * @param text what of users' messages is kept
 * @param required whether a request that cannot be recorded is refused
 * @param maxBytes size from which the file is set aside for a new one
 * @param keep how many files that were set aside are kept
 */
public record AuditSettings(Path file, Text text, boolean required, long maxBytes, int keep) {

  public static final Text USUAL_TEXT = Text.NONE;
  public static final long USUAL_MAX_BYTES = 100_000_000;
  public static final int USUAL_KEEP = 5;

  /** What of users' messages is kept. */
  public enum Text {
    /** Nothing. */
    NONE,
    /** Their SHA-256, by which equal ones are found. */
    HASH,
    /** All. */
    WHOLE
  }
}
