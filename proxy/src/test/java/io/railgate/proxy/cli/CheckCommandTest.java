package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.lint.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SOUND =
      """
      rails:
        fees:
          says: [what does an account cost, which fees do you charge, is the account free]
          reply: Nothing.
      """;

  @TempDir Path temp;
  private RailSetFolder sound = new RailSetFolder(Path.of("target/unused"));
  private RailSetFolder doubtful = sound;
  private RailSetFolder broken = sound;

  @BeforeEach
  void write() {
    sound = set("sound", SOUND);
    doubtful = set("doubtful", SOUND.replace(", is the account free", ""));
    broken = set("broken", SOUND.replace("reply:", "rply:"));
  }

  @Test
  void aSoundSetHasNoWarnings() {
    Run run = Run.of("check", "--strict", path(sound));

    assertThat(run.out()).isEqualTo(path(sound) + ": no warnings (1 rail, 3 examples)\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void aWarningHasAPlaceACodeAnExplanationAndAWayOut() {
    Run run = Run.of("check", path(doubtful));

    assertThat(run.out())
        .isEqualTo(
            path(doubtful)
                + """
                /rails/cards.yml:2:3: rail cards.fees has 2 examples [few-examples]
                    A rail with fewer than three examples matches only what sounds very much like them. Add other
                    ways in which people say the same.
                """
                + path(doubtful)
                + ": 1 warning (1 rail, 2 examples)\n");
    assertThat(run.code()).isZero();
    assertThat(Run.of("check", "--strict", path(doubtful)).code()).isEqualTo(1);
  }

  @Test
  void errorsOfOneSetLeaveTheOthersChecked() {
    Run run = Run.of("check", path(broken), path(doubtful), path(sound));

    assertThat(run.out())
        .contains("/rails/cards.yml:4:5: unknown key \"rply\" in rail cards.fees; did you mean")
        .contains(path(broken) + ": 1 error; nothing was loaded\n")
        .contains("[few-examples]")
        .endsWith(path(sound) + ": no warnings (1 rail, 3 examples)\n");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void errorsInTestsAreErrors() {
    sound.write("tests/a.yml", "accepts: {cards.fee: [x]}".getBytes(StandardCharsets.UTF_8));

    Run run = Run.of("check", path(sound));

    assertThat(run.out())
        .contains(
            "/tests/a.yml:1:11: there is no rail \"cards.fee\"; did you mean \"cards.fees\"?");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void jsonHoldsAllOfIt() throws IOException {
    Run run = Run.of("check", "--json", path(broken), path(doubtful));

    JsonNode sets = JSON.readTree(run.out()).path("sets");
    assertThat(sets).hasSize(2);
    assertThat(sets.at("/0/folder").asText()).isEqualTo(path(broken));
    assertThat(sets.at("/0/errors")).hasSize(1);
    assertThat(sets.at("/0/errors/0/line").asInt()).isEqualTo(4);
    assertThat(sets.at("/1/examples").asInt()).isEqualTo(2);
    JsonNode warning = sets.at("/1/warnings/0");
    assertThat(warning.path("code").asText()).isEqualTo("few-examples");
    assertThat(warning.path("file").asText()).endsWith("rails/cards.yml");
    assertThat(warning.path("line").asInt()).isEqualTo(2);
    assertThat(warning.path("column").asInt()).isEqualTo(3);
    assertThat(warning.path("message").asText()).isEqualTo("rail cards.fees has 2 examples");
    assertThat(warning.path("explanation").asText()).isEqualTo(Code.FEW_EXAMPLES.explanation());
    assertThat(warning.path("way_out").asText()).isEqualTo(Code.FEW_EXAMPLES.wayOut());
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void sarifHoldsRulesAndResults() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    String relative = here.relativize(temp.toRealPath()).toString();

    Run run = Run.of("check", "--sarif", relative + "/broken", path(doubtful));

    JsonNode sarif = JSON.readTree(run.out());
    assertThat(sarif.path("version").asText()).isEqualTo("2.1.0");
    JsonNode driver = sarif.at("/runs/0/tool/driver");
    assertThat(driver.path("name").asText()).isEqualTo("Railgate");
    assertThat(driver.path("rules")).hasSize(Code.values().length + 1);
    JsonNode results = sarif.at("/runs/0/results");
    assertThat(results).hasSize(2);
    assertThat(results.findValuesAsText("level")).containsExactly("error", "warning");
    assertThat(results.findValuesAsText("ruleId"))
        .containsExactly("invalid-rail-set", "few-examples")
        .allMatch(id -> driver.path("rules").findValuesAsText("id").contains(id));
    assertThat(results.at("/0/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo(relative + "/broken/rails/cards.yml");
    assertThat(results.at("/1/locations/0/physicalLocation/artifactLocation/uri").asText())
        .startsWith("file:///");
    assertThat(results.at("/1/locations/0/physicalLocation/region/startLine").asInt()).isEqualTo(2);
  }

  @Test
  void amongSeveralWhatIsNoSetIsPassedOver() throws IOException {
    Path file = Files.writeString(temp.resolve("pom.xml"), "x");

    Run run = Run.of("check", path(sound), file.toString());

    assertThat(run.out()).isEqualTo(path(sound) + ": no warnings (1 rail, 3 examples)\n");
    assertThat(run.err()).isEqualTo("railgate: " + file + " is no rail set; passed over\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void aFolderThatIsNotThereIsAnErrorAlsoAmongSeveral() {
    assertThat(Run.of("check", path(sound), temp + "/nowhere").code()).isEqualTo(2);
    assertThat(Run.of("check", temp + "/nowhere").out())
        .isEqualTo(
            temp
                + "/nowhere: there is no such folder\n"
                + temp
                + "/nowhere: 1 error; nothing was loaded\n");
    assertThat(Run.of("check", temp.toString()).out()).contains("the folder is no rail set");
  }

  @Test
  void wrongCommandLines() {
    assertThat(Run.of("check").err()).contains("Missing required parameter: 'DIR'");
    assertThat(Run.of("check", "--json", "--sarif", "x").err()).contains("mutually exclusive");
    assertThat(Run.of("check", "--help").out())
        .contains("--strict", "--json", "--sarif", "Exit codes");
  }

  private RailSetFolder set(String name, String rails) {
    RailSetFolder folder = new RailSetFolder(temp.resolve(name)).rails("cards.yml", rails);
    folder.write(
        "tests/a.yml",
        "accepts: {cards.fees: [which fees do you charge]}".getBytes(StandardCharsets.UTF_8));
    return folder;
  }

  private static String path(RailSetFolder folder) {
    return folder.path().toString();
  }
}
