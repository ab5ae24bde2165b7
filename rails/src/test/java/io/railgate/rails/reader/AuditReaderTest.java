package io.railgate.rails.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.set.AuditSettings;
import io.railgate.rails.set.AuditSettings.Text;
import io.railgate.rails.set.Mode;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetDigest;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit} and {@code mode} in {@code railgate.yml}. */
class AuditReaderTest {

  @TempDir Path temp;
  private RailSetFolder folder;

  @BeforeEach
  void writeASoundSet() {
    folder = new RailSetFolder(temp.resolve("bank"));
  }

  @Test
  void aSetThatSaysNothingEnforcesAndKeepsNoRecord() throws RailSetInvalid {
    RailSet set = read("");

    assertThat(set.settings().mode()).isEqualTo(new Mode.Enforce());
    assertThat(set.settings().audit()).isEmpty();
  }

  @Test
  void aFileIsEnough() throws RailSetInvalid {
    assertThat(read("audit: {file: logs/audit.jsonl}").settings().audit())
        .contains(new AuditSettings(Path.of("logs/audit.jsonl"), Text.NONE, false, 100_000_000, 5));
  }

  @Test
  void allOfItCanBeSet() throws RailSetInvalid {
    String audit =
        "audit: {file: \"${AUDIT}\", text: whole, required: true, max-size: 100GB, keep: 1000}";

    assertThat(read(audit).settings().audit())
        .contains(
            new AuditSettings(Path.of("/var/log/a"), Text.WHOLE, true, 100_000_000_000L, 1000));
    assertThat(read("audit: {file: a, text: hash, max-size: 1MB, keep: 1}").settings().audit())
        .contains(new AuditSettings(Path.of("a"), Text.HASH, false, 1_000_000, 1));
  }

  @Test
  void aFileInTheSetIsRefusedWhateverLeadsThere() throws IOException {
    Path set = folder.path();
    Path link = Files.createSymbolicLink(temp.resolve("logs"), set);

    for (Path file :
        List.of(
            set.resolve("audit.jsonl"),
            set.resolve("logs/deep/audit.jsonl"),
            temp.resolve("bank/../bank/rails/audit.jsonl"),
            link.resolve("audit.jsonl"))) {
      folder.settings(RailSetFolder.SETTINGS + "audit: {file: " + file + "}\n");

      assertThat(Folders.problems(temp.resolve("bank"), Map.of()))
          .as(file.toString())
          .singleElement()
          .asString()
          .startsWith("railgate.yml:8:15: file: found \"")
          .endsWith(
              "\", which lies in the rail set's folder; what changes there is read as a new"
                  + " version of the set: name a file elsewhere");
    }
    folder.settings(RailSetFolder.SETTINGS + "audit: {file: " + set + "-audit.jsonl}\n");
    assertThat(Folders.problems(set, Map.of())).as("beside the set").isEmpty();
  }

  @Test
  void theModeIsReadWithItsPlaceAndChangesNoDecision() throws RailSetInvalid {
    RailSet enforcing = read("mode: enforce");
    RailSet monitoring = read("mode: monitor");

    assertThat(enforcing.settings().mode()).isEqualTo(new Mode.Enforce());
    assertThat(monitoring.settings().mode())
        .isEqualTo(new Mode.Monitor(new Place(folder.path() + "/railgate.yml", 8, 1)));
    assertThat(RailSetDigest.of(monitoring, "x")).isEqualTo(RailSetDigest.of(enforcing, "x"));
    assertThat(monitoring.settings().mode().word()).isEqualTo("monitor");
  }

  private RailSet read(String line) throws RailSetInvalid {
    folder.settings(RailSetFolder.SETTINGS + line + "\n");
    return RailSetReader.read(folder.path(), Map.of("AUDIT", "/var/log/a")::get);
  }
}
