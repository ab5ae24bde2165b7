package io.railgate.rails.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetDigest;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.set.Secret;
import io.railgate.rails.set.SharedSettings;
import io.railgate.rails.set.SharedSettings.Server;
import io.railgate.rails.set.SharedSettings.WhenAway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code shared} in {@code railgate.yml}. */
class SharedReaderTest {

  @TempDir Path temp;
  private final Map<String, String> variables = new HashMap<>();
  private RailSetFolder folder;

  @BeforeEach
  void writeASoundSet() {
    folder = new RailSetFolder(temp.resolve("bank"));
  }

  @Test
  void aProxyStandsAloneUnlessTheSetSaysOtherwise() throws RailSetInvalid {
    assertThat(read("").settings().shared()).isEmpty();
  }

  @Test
  void aServerIsEnough() throws RailSetInvalid {
    assertThat(read("shared: {redis: \"redis://cache\"}").settings().shared())
        .contains(
            new SharedSettings(
                new Server(false, "cache", 6379, 0, Optional.empty(), Optional.empty()),
                WhenAway.DEGRADE,
                "railgate:",
                Duration.ofMillis(100)));
  }

  @Test
  void allOfItCanBeSet() throws RailSetInvalid {
    variables.put("REDIS_URL", "rediss://me:s%40cret+@[::1]:7000/3");

    assertThat(
            read("shared: {redis: \"${REDIS_URL}\", when-away: refuse, prefix: \"a:\","
                    + " timeout: 10s}")
                .settings()
                .shared())
        .contains(
            new SharedSettings(
                new Server(
                    true,
                    "::1",
                    7000,
                    3,
                    Optional.of(new Secret("me")),
                    Optional.of(new Secret("s@cret+"))),
                WhenAway.REFUSE,
                "a:",
                Duration.ofSeconds(10)));
  }

  @Test
  void aPasswordMayBeAPartOfTheUrl() throws RailSetInvalid {
    variables.put("PASSWORD", "hunter2");

    for (String url : List.of("redis://:${PASSWORD}@h", "redis://${PASSWORD}:${PASSWORD}@h")) {
      SharedSettings shared =
          read("shared: {redis: \"" + url + "\"}").settings().shared().orElseThrow();
      assertThat(shared.redis().password()).contains(new Secret("hunter2"));
      assertThat(shared.toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void noErrorShowsWhatAVariableHolds() {
    for (String url :
        List.of(
            "redis://:hunter2@h:port",
            "redis://:hunter2@h?x=y",
            "redis://:hunt@er2@h",
            "redis://h:70000/hunter2",
            "hunter2",
            "redis://:hunter2%zz@h",
            "redis://hunter2@h")) {
      variables.put("REDIS_URL", url);

      RailSetInvalid invalid =
          catchThrowableOfType(
              RailSetInvalid.class, () -> read("shared: {redis: \"${REDIS_URL}\"}"));

      assertThat(invalid.getMessage())
          .as(url)
          .contains("redis: found the value of ${REDIS_URL}, expected a URL such as")
          .doesNotContain("hunter2", "er2");
    }
  }

  @Test
  void decisionsDoNotDependOnIt() throws RailSetInvalid {
    RailSet shared = read("shared: {redis: \"redis://h\", when-away: refuse}");

    assertThat(RailSetDigest.of(shared, "")).isEqualTo(RailSetDigest.of(read(""), ""));
  }

  private RailSet read(String settings) throws RailSetInvalid {
    folder.settings(RailSetFolder.SETTINGS + settings + "\n");
    return RailSetReader.read(folder.path(), variables::get);
  }
}
