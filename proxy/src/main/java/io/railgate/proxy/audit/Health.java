package io.railgate.proxy.audit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How it goes with the file: counts, and one line in the log when a trouble begins and one when it
 * ends, however many lines it costs. Safe for many threads.
 */
final class Health {

  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

  private final Path file;
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private boolean broken;
  private boolean losing;
  private long lostBefore;

  Health(Path file) {
    this.file = file;
  }

  /** A line is in the file. */
  void written(int length) {
    written.incrementAndGet();
    bytes.addAndGet(length);
  }

  /** A line will never be in the file. */
  synchronized void lost() {
    lost.incrementAndGet();
    if (!losing) {
      losing = true;
      lostBefore = lost.get() - 1;
      log.atWarn()
          .addKeyValue("file", file)
          .log("audit lines are lost: the disk is slower than they come, or cannot be written");
    }
  }

  /** The file cannot be written now. */
  synchronized void broken(IOException failure) {
    if (!broken) {
      broken = true;
      log.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("why", reason(failure))
          .log("the audit file cannot be written; lines wait");
    }
  }

  /**
   * The file can be written.
   *
   * @param roomy whether few lines wait
   */
  synchronized void well(boolean roomy) {
    if (broken) {
      broken = false;
      log.atInfo().addKeyValue("file", file).log("the audit file is written again");
    }
    if (losing && roomy) {
      losing = false;
      log.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("lost", lost.get() - lostBefore)
          .log("audit lines are kept again");
    }
  }

  /** Lines that the end of the process costs. */
  synchronized void abandoned(int lines) {
    lost.addAndGet(lines);
    log.atWarn()
        .addKeyValue("file", file)
        .addKeyValue("lost", lines)
        .log("audit lines could not be written before the end");
  }

  synchronized boolean isBroken() {
    return broken;
  }

  synchronized AuditCounts counts(boolean stalled) {
    return new AuditCounts(written.get(), bytes.get(), lost.get(), broken || losing || stalled);
  }

  /** A failure in words, without the file's name. */
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> "there is no such folder";
      case AccessDeniedException e -> "permission denied";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default ->
          Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    };
  }
}
