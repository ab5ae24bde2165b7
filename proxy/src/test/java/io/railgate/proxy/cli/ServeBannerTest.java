package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.ServedProcess;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code serve} says of what an operator must know. */
class ServeBannerTest {

  @TempDir Path temp;

  @Test
  void monitorModeAndTheAuditAreSaid() throws IOException {
    Path audit = temp.resolve("audit.jsonl");
    RailSetFolder bank =
        new RailSetFolder(temp.resolve("bank"))
            .settings(
                RailSetFolder.SETTINGS
                    + "mode: monitor\naudit: {file: "
                    + audit
                    + ", text: whole, required: true}\n");
    Path log = temp.resolve("log");

    try (ServedProcess served = ServedProcess.serve(bank.path(), Map.of(), List.of(), log)) {
      assertThat(served.banner())
          .contains(
              "  mode       monitor: NOTHING IS GUARDED, requests are forwarded as they come",
              "  audit      " + audit + ", WITH WHAT USERS SAY, required");
    }
    assertThat(Files.readAllLines(log))
        .anyMatch(
            line ->
                line.contains(
                    "WARN  mode: monitor: nothing is guarded, every request is forwarded"));
  }

  @Test
  void aFileThatCannotBeWrittenKeepsItFromStarting() {
    String file = temp.resolve("nowhere/audit.jsonl").toString();
    RailSetFolder bank =
        new RailSetFolder(temp.resolve("bank"))
            .settings(RailSetFolder.SETTINGS + "audit: {file: " + file + "}\n");

    Run run = Run.of("serve", bank.path().toString(), "--port", "0", "--management-port", "0");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("audit: cannot write " + file + ": there is no such folder")
        .doesNotContain("at io.railgate");
  }
}
