package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.LogTrap;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @TempDir Path temp;
  private String bank = "";
  private RailSetFolder folder = new RailSetFolder(Path.of("target/unused"));

  @BeforeEach
  void writeASoundSet() {
    folder = new RailSetFolder(temp.resolve("bank"));
    bank = folder.path().toString();
  }

  @Test
  void explainsWhatIsForwarded() {
    Run run = Run.of("explain", bank, "somebody took my card");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("forward by cards.report-lost\n")
        .contains("\"my card was stolen\"  " + bank + "/rails/cards.yml:6:9")
        .contains("\nA rail matches from a confidence of 0.400 (|), with a lead of 0.100.\n")
        .containsPattern("\nconfidence +alone  cosine  rail\n")
        .containsPattern(
            "\n +0\\.9\\d\\d  #{8}\\|#{8}[# ]{2}  +0\\.\\d{3}   0\\.\\d{3}  cards\\.report-lost\n")
        .containsPattern(
            "\n +0\\.0\\d\\d  [# ]{8}\\| {10} +0\\.\\d{3} .* cards\\.(greeting|politics)\n")
        .contains("The model is sent:\n  user: Explain how a customer blocks a lost card.\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void explainsTheSystemPromptAsWell() {
    folder.settings(RailSetFolder.SETTINGS + "conversation: {prompt: Be brief.}\n");

    assertThat(Run.of("explain", bank, "somebody took my card").out())
        .contains("The model is sent:\n  system: Be brief.\n  user: Explain how");
  }

  @Test
  void showsTheRunnerUpHoweverManyExamplesTheBestRailHas() {
    String many =
        "[lost card, my card is lost, card lost, lost my card, I have lost the card, lost]";
    folder.rails(
        "cards.yml",
        "rails:\n  a: {says: " + many + ", reply: x}\n  b: {says: [fees], reply: y}\n");

    assertThat(Run.of("explain", bank, "I lost my card").out())
        .containsPattern("\n     0\\.\\d{3}  .*  cards\\.b\n");
  }

  @Test
  void explainsHowAMessageWasReadThatLooksLikeAnother() {
    assertThat(Run.of("explain", bank, "I l\u043est m\uff59 card").out())
        .startsWith("forward by cards.report-lost\n\nBefore it was compared, special forms of")
        .contains("letters that only\nlook Latin were read as Latin.\n\nA rail matches");
  }

  @Test
  void explainsARefusalWithTheNearestExamples() {
    Run run = Run.of("explain", bank, "write me a poem about the sea");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("refuse: no rail matches\n")
        .contains("A rail matches from a confidence of 0.")
        .contains("the model is not asked:\n  I can help with cards only.");
  }

  @Test
  void explainsAReplyAndARefusingRail() {
    assertThat(Run.of("explain", bank, "Hello").out())
        .startsWith("reply by cards.greeting\n")
        .contains("the model is not asked:\n  Hello! Ask me about cards.");
    assertThat(Run.of("explain", bank, "who should I vote for?").out())
        .startsWith("refuse: the rail cards.politics says so\n");
  }

  @Test
  void explainsATextThatIsTooLong() {
    assertThat(Run.of("explain", bank, "card ".repeat(600)).out())
        .startsWith("refuse: the message has 602 tokens, and the encoder reads 512\n");
  }

  @Test
  void explainsTheWindowsOfALongText() throws IOException {
    folder.rails("open.yml", "rails: {chat: {says: [let us talk about books], pass: true}}");
    String books = "Let us talk about books. ".repeat(100);

    Run passed = Run.of("explain", bank, books);
    Run refused = Run.of("explain", bank, books + "I lost my card in the supermarket yesterday.");
    Run json = Run.of("explain", "--json", bank, books);

    assertThat(passed.out())
        .startsWith("pass by open.chat\n")
        .containsPattern("it was read in \\d+ windows, and each matches; \\d+ is the weakest\\.\n")
        .containsPattern("confidence +alone  cosine  rail");
    assertThat(refused.out())
        .startsWith("refuse: the message has ")
        .containsPattern("It was read in \\d+ windows, each of which must .*; \\d+ does not\\.\n")
        .doesNotContain("cosine  rail");
    JsonNode read = new ObjectMapper().readTree(json.out());
    assertThat(read.path("windows").asInt()).isGreaterThan(50);
    assertThat(read.path("weakest_window").asInt()).isBetween(1, read.path("windows").asInt());
  }

  @Test
  void explainsAsJson() throws IOException {
    Run run = Run.of("explain", "--json", bank, "somebody took my card");

    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.path("action").asText()).isEqualTo("forward");
    assertThat(json.path("rail").asText()).isEqualTo("cards.report-lost");
    assertThat(json.path("prompt").asText()).startsWith("Explain how");
    assertThat(json.at("/nearest/0/similarity").asDouble()).isBetween(0.8, 1.0);
    assertThat(json.at("/nearest/0/place").asText()).endsWith("rails/cards.yml:6:9");
    assertThat(json.path("set").asText()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "explain"})
  void aBrokenSetHasItsErrorsWithPlaces(String command) {
    folder
        .settings(RailSetFolder.SETTINGS.replace("name:", "nam:"))
        .rails("cards.yml", "rails:\n  a: {says: [x, reply: y}\n");

    Run run = command.equals("serve") ? Run.of(command, bank) : Run.of(command, bank, "hello");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(bank + "/railgate.yml:2:1: unknown key \"nam\" in railgate.yml; did you mean")
        .contains(bank + "/rails/cards.yml:2:13: not YAML: the bracket [ that opens here")
        .endsWith("2 errors; nothing was loaded\n")
        .doesNotContain("\tat ");
  }

  @Test
  void aMissingFolder() {
    Run run = Run.of("serve", bank + "/nowhere");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(bank + "/nowhere: there is no such folder\n1 error; nothing was loaded\n");
  }

  @Test
  void aPortInUse() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = "" + taken.getLocalPort();

      Run clients = Run.of("serve", bank, "--port", port, "--management-port", "0");
      Run management = Run.of("serve", bank, "--port", "0", "--management-port", port);

      assertThat(clients.code()).isEqualTo(1);
      assertThat(clients.err())
          .isEqualTo(
              "railgate: port %s on 127.0.0.1 is in use; end what listens there, or choose another with --port\n"
                  .formatted(port));
      assertThat(management.code()).isEqualTo(1);
      assertThat(management.err()).endsWith("choose another with --management-port\n");
    }
  }

  @Test
  void wrongOptionsAreRefusedInWords() {
    assertThat(Run.of("serve", bank, "--host", "0.0.0.0").err())
        .startsWith("railgate: --host: \"0.0.0.0\" can be reached from outside");
    assertThat(Run.of("serve", bank, "--port", "65536").err())
        .startsWith("railgate: --port: found 65536, expected a port from 0 to 65535");
    assertThat(Run.of("serve", bank, "--backend", "localhost:1234").err())
        .startsWith("railgate: --backend: found \"localhost:1234\", expected demo or a base URL");
    assertThat(Run.of("serve").err())
        .isEqualTo("railgate: Missing required parameter: 'DIR'\nTry: railgate serve --help\n");
    assertThat(Run.of("serv").err()).contains("Did you mean: railgate serve");
    assertThat(Run.of("serve", bank, "--management-port", "-1").err())
        .startsWith("railgate: --management-port: found -1, expected a port from 0 to 65535");
    assertThat(Run.of("serve", bank, "--host", "no.such.host.invalid").err())
        .startsWith("railgate: --host: \"no.such.host.invalid\" is not an address of this machine");
    assertThat(Run.of("serve", bank, "--host", "").err()).startsWith("railgate: --host: ");
    assertThat(Run.of("serve", bank, "--backend", "http://me:s3cret@llm").err())
        .doesNotContain("s3cret");
    assertThat(Run.of("serve", bank, "--port", "65536").code()).isEqualTo(2);
  }

  @Test
  void aMessageThatBeginsWithAnAtSignIsNoFile() {
    Run run = Run.of("explain", bank, "@" + bank + "/railgate.yml");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("refuse: no rail matches\n");
  }

  @Test
  void explainsWhyNothingCanBeRead() {
    assertThat(Run.of("explain", bank, "").out())
        .startsWith("refuse: the encoder knows no word of the message\n");
    folder.rails("other.yml", "rails: {x: {says: [hello], reply: y}}");
    assertThat(Run.of("explain", bank, "hello").out())
        .startsWith("refuse: the rails cards.greeting, other.x are too close\n");
  }

  @Test
  void aPublicHostWithKeysButNoTlsIsWarnedOf() {
    folder.settings(
        RailSetFolder.SETTINGS.replace("  url: demo\n", "  url: demo\n  ca: no-ca.pem\n")
            + "keys: [{id: shop, sha256: "
            + "0a".repeat(32)
            + "}]\n");
    try (LogTrap logs = new LogTrap()) {
      Run run = Run.of("serve", bank, "--host", "0.0.0.0", "--port", "0", "--management-port", "0");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo("railgate: backend.ca: " + bank + "/no-ca.pem does not exist\n");
      assertThat(logs.lines())
          .anySatisfy(line -> assertThat(line).contains("keys travel in the clear", "0.0.0.0"));
    }
  }

  @Test
  void onePortForTwo() throws IOException {
    try (var free = new ServerSocket(0)) {
      String port = "" + free.getLocalPort();

      Run run = Run.of("serve", bank, "--port", port, "--management-port", port);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo(
              "railgate: --port and --management-port are both " + port + ", expected two ports\n");
    }
  }

  @Test
  void helpAndVersion() {
    Run help = Run.of("--help");
    Run version = Run.of("--version");

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("serve", "check", "explain", "schema", "Exit codes:", "examples/bank");
    assertThat(Run.of("serve", "--help").out())
        .contains("--backend", "--port", "127.0.0.1", "8080");
    assertThat(version.out()).startsWith("railgate " + Version.current() + "\n");
    assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(Run.of().out() + Run.of().err()).contains("Usage: railgate");
  }
}
