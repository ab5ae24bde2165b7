package io.railgate.proxy.audit;

import static io.railgate.proxy.audit.Entries.await;
import static io.railgate.proxy.audit.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.railgate.proxy.LogTrap;
import io.railgate.rails.set.AuditSettings;
import io.railgate.rails.set.AuditSettings.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the file, on a disk that is well. */
class AuditLogTest {

  @TempDir Path folder;
  private Path file = Path.of(".");

  @BeforeEach
  void name() {
    file = folder.resolve("audit.jsonl");
  }

  @Test
  void anEntryIsALineOfJson() throws Exception {
    write(settings(Text.NONE), 1);

    JsonNode line = Entries.lines(file).getFirst();
    assertThat(line)
        .hasToString(
            "{\"time\":\"2026-11-21T10:15:30.123Z\",\"request\":\"r0\",\"key\":null,"
                + "\"set\":\"d1gest\",\"mode\":\"enforce\",\"route\":\"/v1/chat/completions\","
                + "\"action\":null,\"rail\":null,\"status\":400,\"code\":\"invalid_body\","
                + "\"ms\":{\"read\":1.235,\"total\":5.0},\"dropped\":[\"stop\"],"
                + "\"normalised\":[]}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .doesNotEndWith("r--")
        .startsWith("rw-");
  }

  @Test
  void whatTheUserSaidIsThereOnlyIfTheSetAsksForIt() throws Exception {
    write(settings(Text.NONE), 1);
    assertThat(Files.readString(file)).doesNotContain(Entries.SAID, "said");

    Files.delete(file);
    write(settings(Text.HASH), 1);
    assertThat(Files.readString(file)).doesNotContain(Entries.SAID);
    assertThat(Entries.lines(file).getFirst().at("/said_sha256/0").asText())
        .as("sha256sum of hello")
        .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

    Files.delete(file);
    write(settings(Text.WHOLE), 1);
    assertThat(Entries.lines(file).getFirst().path("said"))
        .hasToString("[\"hello\",\"" + Entries.SAID + "\"]");
  }

  @Test
  void linesOfManyThreadsAreAllThereAndWhole() throws Exception {
    try (AuditLog log = AuditLog.open(settings(Text.WHOLE))) {
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int number = thread;
        threads.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; i < 500; i++) {
                    log.add(entry(number + "-" + i), false);
                  }
                }));
      }
      threads.forEach(CompletableFuture::join);
      await(() -> log.counts().written() == 4000);
      assertThat(log.counts()).isEqualTo(new AuditCounts(4000, Files.size(file), 0, false));
    }
    assertThat(Entries.requests(file)).hasSize(4000).doesNotHaveDuplicates();
  }

  @Test
  void whatWaitsAtTheEndIsWritten() throws Exception {
    write(settings(Text.NONE), 1000);

    assertThat(Entries.requests(file)).hasSize(1000).startsWith("r0").endsWith("r999");
  }

  @Test
  void aFullFileIsSetAsideAndTheOldestGoes() throws Exception {
    int line = Files.readAllBytes(written(1)).length;
    Files.delete(file);

    write(new AuditSettings(file, Text.NONE, false, 2L * line + 1, 2), 7);

    assertThat(Entries.requests(file)).containsExactly("r6");
    assertThat(Entries.requests(folder.resolve("audit.jsonl.1"))).containsExactly("r4", "r5");
    assertThat(Entries.requests(folder.resolve("audit.jsonl.2"))).containsExactly("r2", "r3");
    assertThat(folder.resolve("audit.jsonl.3")).doesNotExist();
  }

  @Test
  void aFileIsNotSetAsideBeforeItIsFull() throws Exception {
    int line = Files.readAllBytes(written(1)).length;
    Files.delete(file);

    write(new AuditSettings(file, Text.NONE, false, 2L * line, 1), 3);

    assertThat(Entries.requests(file)).containsExactly("r2");
    assertThat(Entries.requests(folder.resolve("audit.jsonl.1"))).containsExactly("r0", "r1");
  }

  @Test
  void aFileGrowsFromRunToRunAndAHalfLineIsEnded() throws Exception {
    written(1);
    Files.writeString(file, Files.readString(file) + "{\"half");

    write(settings(Text.NONE), 1);

    assertThat(Files.readString(file).lines().toList()).hasSize(3).element(1).isEqualTo("{\"half");
  }

  @Test
  void aFileThatIsTakenAwayIsMadeAnew() throws Exception {
    try (AuditLog log = AuditLog.open(settings(Text.NONE))) {
      log.add(entry("before"), false);
      await(() -> log.counts().written() == 1);
      Files.move(file, folder.resolve("elsewhere"));

      log.add(entry("after"), false);

      await(() -> log.counts().written() == 2);
    }
    assertThat(Entries.requests(folder.resolve("elsewhere"))).containsExactly("before");
    assertThat(Entries.requests(file)).containsExactly("after");
  }

  @Test
  void aFileThatCannotBeHadIsSaidAtOnce() throws Exception {
    Path nowhere = folder.resolve("no/such/folder/audit.jsonl");
    assertThatExceptionOfType(AuditUnusable.class)
        .isThrownBy(() -> AuditLog.open(new AuditSettings(nowhere, Text.NONE, false, 1_000, 1)))
        .withMessage("audit: cannot write " + nowhere + ": there is no such folder");

    try (AuditLog first = AuditLog.open(settings(Text.NONE))) {
      assertThat(first.isWriting()).isTrue();
      assertThatExceptionOfType(AuditUnusable.class)
          .isThrownBy(() -> AuditLog.open(settings(Text.NONE)))
          .withMessage("audit: cannot write " + file + ": another part of this process writes it");
    }
  }

  @Test
  void aDiskThatIsWellIsNotLogged() throws Exception {
    try (LogTrap logs = new LogTrap()) {
      write(settings(Text.WHOLE), 100);

      assertThat(logs.lines()).isEmpty();
    }
  }

  private Path written(int entries) throws AuditUnusable {
    write(settings(Text.NONE), entries);
    return file;
  }

  private static void write(AuditSettings settings, int entries) throws AuditUnusable {
    try (AuditLog log = AuditLog.open(settings)) {
      for (int i = 0; i < entries; i++) {
        log.add(entry("r" + i), false);
      }
    }
  }

  private AuditSettings settings(Text text) {
    return new AuditSettings(file, text, false, 100_000_000, 5);
  }

  @Test
  void aPromiseIsKept() throws IOException, AuditUnusable, InterruptedException {
    try (AuditLog log =
        new AuditLog(settings(Text.NONE), 1, 1_000_000, java.time.Duration.ofSeconds(5)).start()) {
      assertThat(log.reserve()).isTrue();
      assertThat(log.reserve()).as("one place").isFalse();
      log.add(entry("pushes in"), false);

      log.add(entry("promised"), true);

      await(() -> log.counts().written() == 1);
      assertThat(log.counts().lost()).isEqualTo(1);
    }
    assertThat(Entries.requests(file)).containsExactly("promised");
  }
}
