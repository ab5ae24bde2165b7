package io.railgate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the example sets pass by the command that people use, and cover the sets. */
class ExampleTestsIT {

  @ParameterizedTest
  @ValueSource(strings = {"bank", "clinic", "help-desk", "bicycles"})
  void passAndCoverTheSet(String name) throws Exception {
    Process process =
        new ProcessBuilder("./railgate", "test", "examples/" + name, "--min-coverage", "95%")
            .directory(Path.of("..").toAbsolutePath().normalize().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output).contains(": all passed\ncoverage ");
  }
}
