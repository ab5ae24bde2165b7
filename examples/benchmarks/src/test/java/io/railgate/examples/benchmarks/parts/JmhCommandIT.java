package io.railgate.examples.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class JmhCommandIT {

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void measuresWhatIsAskedForAndWritesItDown() throws IOException {
    int code = run("--quick", "--out", folder.toString(), "Json|Sse");

    assertThat(code).as(err.toString()).isZero();
    JsonNode results = new ObjectMapper().readTree(folder.resolve("jmh.json").toFile());
    assertThat(results.findValuesAsText("benchmark"))
        .extracting(name -> name.replaceFirst(".*\\.parts\\.", ""))
        .containsExactlyInAnyOrder(
            "JsonBenchmark.read", "JsonBenchmark.build", "SseBenchmark.decode");
    for (JsonNode result : results) {
      assertThat(
              result.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score").asDouble())
          .isPositive();
    }
  }

  @Test
  void saysWhatIsWrongWithItsPattern() {
    assertThat(run("--out", folder.toString(), "[")).isEqualTo(2);
    assertThat(err.toString()).contains("found \"[\", expected a regular expression");

    assertThat(run("--out", folder.toString(), "NoneIsCalledLikeThis")).isEqualTo(2);
    assertThat(err.toString()).contains("no benchmark is called like \"NoneIsCalledLikeThis\"");
  }

  private int run(String... arguments) {
    return new CommandLine(new JmhCommand()).setErr(new PrintWriter(err, true)).execute(arguments);
  }
}
