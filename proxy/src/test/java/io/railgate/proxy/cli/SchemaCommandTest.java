package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {

  @TempDir Path temp;

  @Test
  void printsEachSchemaAsItStandsInTheSources() throws IOException {
    for (String name : List.of("railgate", "rails", "tests", "encoder")) {
      Run run = Run.of("schema", name);

      assertThat(run.code()).isZero();
      assertThat(run.out())
          .isEqualTo(Files.readString(Path.of("../rails/schema/" + name + ".schema.json")));
      assertThat(
              new ObjectMapper().readTree(run.out()).path("additionalProperties").asBoolean(true))
          .isFalse();
    }
  }

  @Test
  void writesAllOfThemIntoAFolder() throws IOException {
    Path folder = temp.resolve("new/schemas");

    Run run = Run.of("schema", "--into", folder.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(4).allMatch(line -> Files.isRegularFile(Path.of(line)));
    assertThat(Files.readString(folder.resolve("rails.schema.json")))
        .isEqualTo(Run.of("schema", "rails").out());
  }

  @Test
  void wrongCommandLines() throws IOException {
    Run unknown = Run.of("schema", "rail");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("\"rail\" has no schema, expected one of railgate, rails, tests, encoder");
    assertThat(Run.of("schema").code()).isEqualTo(2);
    assertThat(Run.of("schema", "rails", "--into", "x").err()).contains("mutually exclusive");
    Path file = Files.createFile(temp.resolve("file"));
    Run blocked = Run.of("schema", "--into", file + "/x");
    assertThat(blocked.code()).isEqualTo(1);
    assertThat(blocked.err()).startsWith("railgate: cannot write into " + file + "/x");
  }
}
