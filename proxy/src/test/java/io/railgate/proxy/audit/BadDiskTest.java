package io.railgate.proxy.audit;

import static io.railgate.proxy.audit.Entries.await;
import static io.railgate.proxy.audit.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.LogTrap;
import io.railgate.rails.set.AuditSettings;
import io.railgate.rails.set.AuditSettings.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, slow or gone costs no caller any time, and no line is lost unseen. */
@EnabledOnOs(OS.LINUX)
class BadDiskTest {

  /** Time for handing in all entries of a test: none of it is for the disk. */
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private static final int PLACES = 100;

  @TempDir Path folder;

  @Test
  void aFullDiskLosesWhatDoesNotFitInMemoryAndCountsIt() throws Exception {
    try (LogTrap logs = new LogTrap()) {
      AuditLog log = start(Path.of("/dev/full"));
      try (log) {
        handIn(log, 300);
        await(() -> !log.isWriting());

        assertThat(log.reserve()).isFalse();
        assertThat(log.counts().written()).isZero();
        assertThat(log.counts().lost()).isBetween(300L - PLACES - 1, 300L - PLACES);
        assertThat(log.counts().failing()).isTrue();
        assertThat(logs.lines())
            .as("one for each trouble")
            .hasSize(2)
            .anyMatch(line -> line.startsWith("the audit file cannot be written; lines wait"))
            .anyMatch(line -> line.startsWith("audit lines are lost: "))
            .anyMatch(line -> line.contains("No space left on device"));
      }
      assertThat(logs.lines())
          .hasSize(3)
          .last()
          .asString()
          .startsWith("audit lines could not be written before the end");
      assertThat(log.counts().lost()).isEqualTo(300);
    }
  }

  @Test
  void aDiskThatHasRoomAgainGetsWhatWaited() throws Exception {
    Path disk = mountSmallDisk();
    try (LogTrap logs = new LogTrap()) {
      Path filler = disk.resolve("filler");
      try (AuditLog log = start(disk.resolve("audit.jsonl"))) {
        log.add(entry("before"), false);
        await(() -> log.counts().written() == 1);
        fill(filler);
        for (int i = 0; i < 60; i++) {
          log.add(entry("full" + i), false);
        }
        await(() -> !log.isWriting());
        assertThat(log.counts().failing()).isTrue();

        Files.delete(filler);

        await(() -> log.counts().written() == 61);
        assertThat(log.isWriting()).isTrue();
        assertThat(log.counts().lost()).isZero();
        assertThat(log.counts().failing()).isFalse();
      }
      assertThat(Entries.requests(disk.resolve("audit.jsonl")))
          .as("whole lines only, in order")
          .hasSize(61)
          .startsWith("before", "full0")
          .endsWith("full59");
      assertThat(logs.lines())
          .hasSize(2)
          .element(1)
          .asString()
          .startsWith("the audit file is written again");
    } finally {
      run("umount", disk.toString());
    }
  }

  @Test
  void aDiskThatIsFullAtTheStartIsFoundOutBeforeTheFirstLine() throws Exception {
    Path disk = mountSmallDisk();
    try {
      Path filler = disk.resolve("filler");
      fill(filler);
      try (AuditLog log = start(disk.resolve("audit.jsonl"))) {
        await(() -> !log.isWriting());

        Files.delete(filler);

        await(log::reserve);
      }
    } finally {
      run("umount", disk.toString());
    }
  }

  @Test
  void aPipeThatNobodyReadsKeepsNobodyWaiting() throws Exception {
    Path pipe = folder.resolve("pipe");
    run("mkfifo", pipe.toString());
    AuditLog log = start(pipe);
    try (log) {
      await(() -> !log.isWriting());
      handIn(log, 300);

      assertThat(log.reserve()).isFalse();
      assertThat(log.counts().lost()).isEqualTo(300 - PLACES);

      try (BufferedReader reader = Files.newBufferedReader(pipe)) {
        for (int i = 0; i < PLACES; i++) {
          assertThat(reader.readLine()).contains("\"request\":\"r" + i + "\"");
        }
        await(log::isWriting);
        await(() -> !log.counts().failing());
      }
    }
  }

  @Test
  void aReaderThatStopsReadingIsASlowDisk() throws Exception {
    Path pipe = folder.resolve("pipe");
    run("mkfifo", pipe.toString());
    Process reader =
        new ProcessBuilder("sh", "-c", "exec sleep 60 < \"$0\"", pipe.toString()).start();
    try (AuditLog log = start(pipe, 2000)) {
      handIn(log, 1000); // more than the 64 KiB that a pipe holds

      await(() -> !log.isWriting());
      assertThat(log.counts().written()).isBetween(1L, 999L);
    } finally {
      reader.destroy();
    }
  }

  private static AuditLog start(Path file) throws AuditUnusable {
    return start(file, PLACES);
  }

  private static AuditLog start(Path file, int places) throws AuditUnusable {
    AuditSettings settings = new AuditSettings(file, Text.NONE, true, 100_000_000, 2);
    return new AuditLog(settings, places, 1_000_000_000, Duration.ofMillis(300)).start();
  }

  private static void handIn(AuditLog log, int entries) {
    long start = System.nanoTime();
    for (int i = 0; i < entries; i++) {
      log.add(entry("r" + i), false);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
  }

  /** A disk of 64 KiB; for root only. */
  private Path mountSmallDisk() throws IOException, InterruptedException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    int code = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
    Assumptions.assumeTrue(code == 0, "mount needs root");
    return disk;
  }

  /** All the room that is left on the disk, and whatever page the last line is on. */
  private static void fill(Path filler) throws IOException {
    try (var out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[1]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command)).start().waitFor();
  }
}
