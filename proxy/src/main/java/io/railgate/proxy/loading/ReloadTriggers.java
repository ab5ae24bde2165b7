package io.railgate.proxy.loading;

import io.railgate.proxy.server.Reloads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a reload when the set's folder changes, and when the process gets the signal HUP. Owns
 * one thread.
 */
public final class ReloadTriggers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReloadTriggers.class);

  /** A copy of a set may write file after file: it is read once that has paused for so long. */
  private static final Duration STILL = Duration.ofMillis(300);

  /** How long to wait for a folder that cannot be watched, such as one that is being replaced. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Reloads reloads;
  private final Thread watching;

  private ReloadTriggers(Reloads reloads, Path folder) {
    this.reloads = reloads;
    this.watching =
        Thread.ofPlatform().daemon().name("railset-watch").unstarted(() -> watch(folder));
  }

  /** Watches from now on. */
  public static ReloadTriggers start(Reloads reloads, Path folder, boolean watch) {
    ReloadTriggers triggers = new ReloadTriggers(reloads, folder);
    if (watch) {
      triggers.watching.start();
    }
    triggers.onHangup();
    return triggers;
  }

  @Override
  public void close() {
    watching.interrupt();
  }

  /** Systems without the signal do without. */
  private void onHangup() {
    Signals.register(
        "HUP", () -> Thread.ofVirtual().name("reload").start(() -> reloads.reload("signal")));
  }

  private void watch(Path folder) {
    Runs runs = new Runs();
    boolean told = false;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        FolderWatch.of(folder, STILL).run(runs);
      } catch (IOException e) {
        if (!told) {
          log.warn(
              "{} cannot be watched for changes, and is tried again: {}", folder, e.toString());
          told = true;
        }
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first run is of the set that was just loaded. */
  private final class Runs implements Runnable {

    private boolean first = true;

    @Override
    public void run() {
      if (!first) {
        reloads.reload("change");
      }
      first = false;
    }
  }
}
