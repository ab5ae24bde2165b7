package io.railgate.proxy.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.server.Reloads;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.reader.RailSetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes a set be loaded again. */
class ReloadTriggersTest {

  @TempDir Path temp;
  private final Asked asked = new Asked();

  @Test
  void aChangeOfAFile() throws Exception {
    RailSetFolder folder = new RailSetFolder(temp.resolve("bank"));
    try (ReloadTriggers triggers = watch(folder.path())) {
      assertThat(triggers).isNotNull();
      folder.rails("cards.yml", RailSetFolder.CARDS + "# changed\n");
      assertThat(asked.next()).isEqualTo("change");

      folder.rails("more.yml", "rails: {fees: {says: [fees], reply: None.}}");
      assertThat(asked.next()).isEqualTo("change");

      Files.writeString(folder.path().resolve("rails/.more.yml.swp"), "an editor's own");
      assertThat(asked.causes.poll(1, TimeUnit.SECONDS)).isNull();
    }
  }

  @Test
  void manyChangesAtOnceAreOne() throws Exception {
    RailSetFolder folder = new RailSetFolder(temp.resolve("bank"));
    try (ReloadTriggers triggers = watch(folder.path())) {
      assertThat(triggers).isNotNull();
      for (int i = 0; i < 20; i++) {
        folder.rails("r" + i + ".yml", "rails: {fees: {says: [fees], reply: None.}}");
        Thread.sleep(20);
      }
      assertThat(asked.next()).isEqualTo("change");
      assertThat(asked.causes.poll(1, TimeUnit.SECONDS)).isNull();
    }
  }

  /** A volume of a ConfigMap: files are links through one link, which is turned at once. */
  @Test
  void theTurnOfKubernetesLink() throws Exception {
    Path volume = temp.resolve("volume");
    revision(volume, "..2026_1", "Say one.");
    Files.createSymbolicLink(volume.resolve("..data"), Path.of("..2026_1"));
    for (String name : List.of("railgate.yml", "rails")) {
      Files.createSymbolicLink(volume.resolve(name), Path.of("..data", name));
    }
    try (ReloadTriggers triggers = watch(volume)) {
      assertThat(triggers).isNotNull();
      for (int turn = 2; turn < 5; turn++) {
        String next = "..2026_" + turn;
        revision(volume, next, "Say " + turn + ".");
        Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of(next));
        Files.move(
            volume.resolve("..data_tmp"), volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(asked.next()).isEqualTo("change");
        assertThat(RailSetReader.read(volume).rails().getFirst().cases().getFirst().toString())
            .contains("Say " + turn + ".");
      }
    }
  }

  @Test
  void aFolderThatIsReplacedIsWatchedAgain() throws Exception {
    RailSetFolder folder = new RailSetFolder(temp.resolve("bank"));
    try (ReloadTriggers triggers = watch(folder.path())) {
      assertThat(triggers).isNotNull();
      Files.move(folder.path(), temp.resolve("old"));
      RailSetFolder anew = new RailSetFolder(temp.resolve("bank"));
      assertThat(asked.next()).isEqualTo("change");
      asked.causes.clear();
      Thread.sleep(1500);
      asked.causes.clear();

      anew.rails("cards.yml", RailSetFolder.CARDS + "# changed\n");

      assertThat(asked.next()).isEqualTo("change");
    }
  }

  @Test
  void nothingIfNobodyWatches() throws Exception {
    RailSetFolder folder = new RailSetFolder(temp.resolve("bank"));
    try (ReloadTriggers triggers = ReloadTriggers.start(asked, folder.path(), false)) {
      assertThat(triggers).isNotNull();
      folder.rails("cards.yml", RailSetFolder.CARDS + "# changed\n");
      assertThat(asked.causes.poll(1, TimeUnit.SECONDS)).isNull();
    }
  }

  private ReloadTriggers watch(Path folder) throws InterruptedException {
    ReloadTriggers triggers = ReloadTriggers.start(asked, folder, true);
    Thread.sleep(300); // until it watches
    return triggers;
  }

  private static void revision(Path volume, String name, String prompt) throws IOException {
    new RailSetFolder(volume.resolve(name))
        .rails(
            "cards.yml",
            RailSetFolder.CARDS.replace("Explain how a customer blocks a lost card.", prompt));
  }

  /** Notes who asks. */
  private static final class Asked implements Reloads {

    final BlockingQueue<String> causes = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
      return String.valueOf(causes.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public Report reload(String cause) {
      causes.add(cause);
      return new Report(Instant.EPOCH, Duration.ZERO, cause, List.of(), "digest");
    }

    @Override
    public Optional<Report> last() {
      return Optional.empty();
    }

    @Override
    public Counts counts() {
      return new Counts(0, 0);
    }
  }
}
