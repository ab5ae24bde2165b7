package io.railgate.proxy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time of day as a child process sees it, which the test sets by libfaketime. What the child
 * measures time with, its monotonic clock, goes on untouched, as on a machine whose clock is set.
 */
public final class ChildClock {

  private static final Duration PROBED = Duration.ofHours(25);

  private static final Optional<Path> LIBRARY = library();

  private final Path file;

  private ChildClock(Path file) {
    this.file = file;
    set(Duration.ZERO);
  }

  /**
   * As the machine's at first. Skips the test where libfaketime is missing, or is of a version that
   * keeps this JVM from waiting.
   *
   * @param folder for a file by which the child is told
   */
  public static ChildClock in(Path folder) {
    assumeTrue(LIBRARY.isPresent(), "skipped: libfaketime is not installed");
    ChildClock clock = new ChildClock(folder.resolve("clock"));
    assumeTrue(clock.works(), "skipped: this libfaketime does not work with this JVM");
    return clock;
  }

  /** What the child has to find in its environment. */
  public Map<String, String> variables() {
    return Map.of(
        "LD_PRELOAD",
        LIBRARY.orElseThrow().toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_NO_CACHE",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // else the JVM's waits, which go by the monotonic clock, are moved with the other one
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0",
        "NO_FAKE_STAT",
        "1");
  }

  /** Sets it: so far ahead of the machine's, or behind it if that is negative. */
  public void set(Duration ahead) {
    try {
      Path next = file.resolveSibling("clock.next");
      Files.writeString(next, "%+d%n".formatted(ahead.toSeconds()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In a child: whether the time of day is set, and waiting takes as long as ever. */
  public static void main(String[] args) throws InterruptedException {
    Duration each = Duration.ofMillis(100);
    long begun = System.nanoTime();
    Thread.sleep(each);
    boolean released = new CountDownLatch(1).await(each.toMillis(), TimeUnit.MILLISECONDS);
    Duration waited = Duration.ofNanos(System.nanoTime() - begun);
    boolean set = Instant.now().isAfter(Instant.parse(args[0]));
    System.exit(set && !released && waited.compareTo(each.multipliedBy(2)) >= 0 ? 0 : 1);
  }

  private boolean works() {
    set(PROBED);
    Instant least = Instant.now().plus(PROBED).minus(Duration.ofMinutes(5));
    ProcessBuilder child =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            ChildClock.class.getName(),
            least.toString());
    child.environment().putAll(variables());
    child.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    try {
      Process process = child.inheritIO().start();
      boolean ended = process.waitFor(20, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended && process.exitValue() == 0;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      set(Duration.ZERO);
    }
  }

  /** Where Debian and others put it. */
  private static Optional<Path> library() {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/usr/lib"))) {
      for (Path folder : folders) {
        Path library = folder.resolve("faketime/libfaketimeMT.so.1");
        if (Files.exists(library)) {
          return Optional.of(library);
        }
      }
    } catch (IOException e) {
      return Optional.empty(); // another system
    }
    return Optional.empty();
  }
}
