package io.railgate.examples.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * That every part of the load benchmark works, with the proxy as it is built; not what it measures.
 */
class LoadCommandIT {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void homeIsTheSourceTree() {
    assumeTrue(Tools.has("wrk") && Tools.has("taskset"), "skipped: wrk is not installed");
    System.setProperty("railgate.home", Path.of("../..").toAbsolutePath().normalize().toString());
  }

  @Test
  void measuresEverySystemAndWritesItDown() throws IOException {
    int code = run("--smoke", "--measured", "0", "--load", other(), "--out", folder.toString());

    assertThat(code).as(err.toString()).isZero();
    JsonNode results = new ObjectMapper().readTree(folder.resolve("load.json").toFile());
    assertThat(results.path("rows").findValuesAsText("kind"))
        .containsAll(Set.of("DIRECT", "VERTX", "CACHED", "NEW", "ENCODER"));
    for (JsonNode row : results.path("rows")) {
      assertThat(row.path("windows")).as(row.toString()).hasSize(1);
      JsonNode window = row.path("windows").path(0);
      assertThat(window.path("void").asBoolean()).as(row.toString()).isFalse();
      assertThat(window.path("completed").asLong()).as(row.toString()).isPositive();
      JsonNode cpu = window.path("cpu").path("of");
      assertThat(cpu.path(worked(row.path("kind").asText())).path("user").asDouble())
          .as(row.toString())
          .isPositive();
    }
    assertThat(results.path("first").findValuesAsText("valid")).isNotEmpty().containsOnly("1");
    assertThat(results.path("pace").findValuesAsText("brokenOff")).isNotEmpty().containsOnly("0");
    assertThat(results.path("overload").path("over").path(0).path("failed").asLong()).isZero();
    assertThat(results.path("memory").path("readings").size()).isGreaterThan(1);
    assertThat(results.path("tokens").path("median").asInt()).isBetween(5, 40);
    assertThat(results.path("actions").path("forward").asInt())
        .as("of the new prompts most belong to a rail")
        .isGreaterThan(250);
    assertThat(out.toString())
        .contains("Railgate, every prompt new", "resident at most", "of the encoder's texts/s")
        .contains("CPU us a request");
  }

  @Test
  void saysWhatIsWrongWithItsOptions() {
    for (List<String> wrong :
        List.of(
            List.of("--measured", "x", "found \"x\", expected numbers of cores such as 0 or 0,1"),
            List.of("--load", "9999", "there is no core 9999 to run on"),
            List.of("--set", folder.toString(), "railgate.yml"))) {
      assertThat(run(wrong.get(0), wrong.get(1), "--out", folder.toString())).isEqualTo(2);
      assertThat(err.toString()).contains(wrong.get(2)).doesNotContain("\tat ");
    }
  }

  /** What a system of a kind works on, if nothing else. */
  private static String worked(String kind) {
    return switch (kind) {
      case "NEW", "ENCODER" -> "ENCODING";
      default -> "EVENT_LOOP";
    };
  }

  private static String other() {
    return Runtime.getRuntime().availableProcessors() > 1 ? "1" : "0";
  }

  private int run(String... arguments) {
    return new CommandLine(new LoadCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
