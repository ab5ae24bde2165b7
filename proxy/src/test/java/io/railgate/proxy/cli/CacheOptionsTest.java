package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.LogTrap;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheOptionsTest {

  @TempDir Path temp;
  private String bank = "";
  private Path cache = Path.of("");

  @BeforeEach
  void writeASet() {
    bank = new RailSetFolder(temp.resolve("bank")).path().toString();
    cache = temp.resolve("cache");
  }

  @Test
  void explainAndCheckShareWhatOneOfThemStored() throws IOException {
    Run cold = Run.of("explain", bank, "somebody took my card", "--cache", cache.toString());
    List<Path> stored = files();
    Run warm = Run.of("explain", bank, "somebody took my card", "--cache", cache.toString());
    Run check = Run.of("check", bank, "--cache", cache.toString());

    assertThat(stored).as("vectors, and what is fitted to them").hasSize(2);
    assertThat(warm).isEqualTo(cold);
    assertThat(check.code()).isZero();
    assertThat(files()).isEqualTo(stored);
  }

  @Test
  void withoutACacheNothingIsStored() throws IOException {
    Path usual = Path.of(System.getenv("RAILGATE_CACHE"));
    assertThat(usual)
        .as("tests keep out of the home folder")
        .startsWithRaw(Path.of("target").toAbsolutePath());
    new RailSetFolder(temp.resolve("bank"))
        .rails("odd.yml", "rails: {odd: {says: [" + temp.getFileName() + "], reply: x}}");
    long before = size(usual);

    assertThat(Run.of("explain", "--no-cache", bank, "hello").code()).isZero();
    assertThat(Run.of("check", "--no-cache", bank).code()).isZero();
    assertThat(size(usual)).isEqualTo(before);

    assertThat(Run.of("explain", bank, "hello").code()).isZero();
    assertThat(size(usual)).isGreaterThan(before);
  }

  @Test
  void aDamagedFileIsLogged() throws IOException {
    Run.of("explain", bank, "hello", "--cache", cache.toString());
    List<Path> stored = files();
    Path segment =
        stored.stream()
            .filter(file -> file.toString().endsWith(".vectors"))
            .findAny()
            .orElseThrow();
    Files.write(segment, new byte[0]);

    try (LogTrap trap = new LogTrap()) {
      Run.of("explain", bank, "hello", "--cache", cache.toString());

      assertThat(trap.lines()).anyMatch(line -> line.contains(segment + " has 0 bytes"));
    }
    assertThat(files()).containsExactlyInAnyOrderElementsOf(stored);
    assertThat(segment).isNotEmptyFile();
  }

  @Test
  void serveLogsHowManyVectorsCameFromTheCache() throws Exception {
    Run.of("explain", bank, "hello", "--cache", cache.toString());

    assertThat(loggedByServe("--cache", cache.toString()))
        .contains("vectors of the set and the background [cached=\"6\", missed=\"0\"]");
    assertThat(loggedByServe("--no-cache"))
        .contains("vectors of the set and the background [cached=\"0\", missed=\"6\"]");
  }

  @Test
  void oneOrTheOther() {
    Run run = Run.of("check", bank, "--no-cache", "--cache", cache.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("mutually exclusive");
    assertThat(Run.of("serve", "--help").out())
        .contains("--cache", "--no-cache", "$RAILGATE_CACHE", "$XDG_CACHE_HOME/railgate");
  }

  @Test
  void theUsualFolder() {
    assertThat(usual(Map.of("RAILGATE_CACHE", "/c", "XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .isEqualTo("/c");
    assertThat(usual(Map.of("RAILGATE_CACHE", "", "XDG_CACHE_HOME", "/x", "HOME", "/h")))
        .isEqualTo("/x/railgate");
    assertThat(usual(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/h")))
        .isEqualTo("/h/.cache/railgate");
    assertThat(usual(Map.of("XDG_CACHE_HOME", ""))).isEqualTo("/user/.cache/railgate");
    assertThat(CacheOptions.usualFolder(name -> null, "?")).isEmpty();
  }

  private static String usual(Map<String, String> environment) {
    return CacheOptions.usualFolder(environment::get, "/user").orElseThrow().toString();
  }

  /** What serve logs until it has loaded its set; then it is stopped. */
  private List<String> loggedByServe(String... options) throws InterruptedException {
    List<String> command =
        Stream.concat(
                Stream.of("serve", bank, "--port", "0", "--management-port", "0"),
                Stream.of(options))
            .toList();
    try (LogTrap trap = new LogTrap()) {
      Thread serving = Thread.ofPlatform().start(() -> Run.of(command.toArray(String[]::new)));
      for (int i = 0; i < 300 && trap.lines().stream().noneMatch(l -> l.startsWith("vec")); i++) {
        Thread.sleep(100);
      }
      serving.interrupt();
      serving.join(10_000);
      return trap.lines();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static long size(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
