package io.railgate.rails.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Device;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.BackendTls;
import io.railgate.rails.set.ConversationSettings;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.MatchingSettings;
import io.railgate.rails.set.ModelCall;
import io.railgate.rails.set.Models;
import io.railgate.rails.set.Otherwise;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.set.Secret;
import io.railgate.rails.set.Template;
import io.railgate.rails.set.Timeouts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RailSetReaderTest {

  @TempDir Path temp;
  private RailSetFolder folder;

  @BeforeEach
  void writeASoundSet() {
    folder = new RailSetFolder(temp.resolve("bank"));
  }

  @Test
  void readsRailsWithTheirOutcomesInTheOrderOfTheFiles() throws RailSetInvalid {
    folder.rails("accounts.yml", "rails: {balance: {says: [my balance], prompt: Say how.}}");

    RailSet set = read(Map.of());

    assertThat(set.rails())
        .extracting(rail -> rail.id().toString())
        .containsExactly(
            "accounts.balance", "cards.report-lost", "cards.greeting", "cards.politics");
    assertThat(set.rails())
        .extracting(rail -> rail.cases().getFirst().outcome())
        .contains(
            new Outcome.Prompt(
                Template.of("Explain how a customer blocks a lost card."), ModelCall.AS_ASKED),
            new Outcome.Reply(Template.of("Hello! Ask me about cards.")),
            new Outcome.Refuse("I do not talk about politics."));
    assertThat(set.exampleCount()).isEqualTo(6);
  }

  @Test
  void readsTheDeviceThatAnEncoderRunsOn() throws RailSetInvalid, IOException {
    folder
        .settings(RailSetFolder.SETTINGS + "encoder: {model: ./own, device: '${DEVICE:-auto}'}\n")
        .write("own/model.onnx", new byte[] {1})
        .write("own/tokenizer.json", new byte[] {2})
        .write(
            "own/encoder.yml",
            "dimension: 3\npooling: cls\nbatching: together\n".getBytes(StandardCharsets.UTF_8));

    assertThat(read(Map.of()).settings().encoder().device()).isEqualTo(Device.AUTO);
    assertThat(read(Map.of("DEVICE", "cuda")).settings().encoder().device()).isEqualTo(Device.CUDA);

    folder.settings(RailSetFolder.SETTINGS + "encoder: {model: all-MiniLM-L6-v2-q}\n");
    assertThat(read(Map.of()).settings().encoder()).isEqualTo(BuiltInModels.ALL_MINILM_L6_V2_Q);
  }

  @Test
  void keepsPlacesOfRailsAndExamples() throws RailSetInvalid {
    var lost = read(Map.of()).rails().getFirst();

    assertThat(lost.id()).isEqualTo(new RailId("cards", "report-lost"));
    assertThat(lost.place()).isEqualTo(new Place(cards(), 2, 3));
    assertThat(lost.examples())
        .contains(Example.of("my card was stolen", new Place(cards(), 6, 9)));
  }

  @Test
  void plainWordsStayWords() throws RailSetInvalid {
    folder.rails("cards.yml", "rails: {on: {says: [no, 12:30, 007, 1e3, ~, .inf], reply: yes}}");

    var rail = read(Map.of()).rails().getFirst();

    assertThat(rail.id().name()).isEqualTo("on");
    assertThat(rail.examples())
        .extracting(example -> example.text().source())
        .containsExactly("no", "12:30", "007", "1e3", "~", ".inf");
    assertThat(rail.cases().getFirst().outcome()).isEqualTo(new Outcome.Reply(Template.of("yes")));
  }

  @Test
  void readsEverySetting() throws RailSetInvalid {
    folder.settings(
        """
        railgate: 1
        name: ${SET_NAME}
        encoder: all-MiniLM-L6-v2-q
        backend:
          url: ${RAILGATE_BACKEND_URL:-demo}
          api-key: ${API_KEY}
          model: ${MODEL:-small}
          models: [small, large]
          timeout: {connect: 500ms, first-byte: 10s, idle: 20s, total: 2m}
        matching: {accept: 0.7, margin: 0.2}
        never: [write me a poem]
        otherwise: {clarify: Which one, refuse: No.}
        conversation:
          system: reject
          prompt: You are a bank.
          history: verified
          time-zone: Europe/Berlin
        closed: true
        """);

    var settings =
        read(Map.of(
                "SET_NAME", "x", "API_KEY", "s3cret\r\n", "RAILGATE_BACKEND_URL", "http://llm/v1/"))
            .settings();

    assertThat(settings.name()).isEqualTo("x");
    assertThat(settings.encoder())
        .isEqualTo(BuiltInModels.named("all-MiniLM-L6-v2-q").orElseThrow());
    assertThat(settings.backend())
        .isEqualTo(
            new BackendSettings(
                new BackendSettings.Target.Endpoint(URI.create("http://llm/v1")),
                Optional.of(new Secret("s3cret")),
                new Models(Optional.of("small"), List.of("small", "large")),
                new Timeouts(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(2)),
                BackendTls.USUAL));
    assertThat(settings.matching())
        .isEqualTo(new MatchingSettings(new MatchingSettings.Acceptance.Confidence(0.7), 0.2));
    assertThat(settings.never())
        .extracting(line -> line.text().source())
        .containsExactly("write me a poem");
    assertThat(settings.otherwise())
        .isEqualTo(new Otherwise(Optional.of("Which one"), "No.", settings.otherwise().place()));
    assertThat(settings.conversation())
        .isEqualTo(
            new ConversationSettings(
                ConversationSettings.SystemMessages.REJECT,
                Optional.of("You are a bank."),
                ConversationSettings.History.VERIFIED,
                ZoneId.of("Europe/Berlin")));
    assertThat(settings.closed()).isTrue();
    assertThat(settings.toString()).doesNotContain("s3cret");
  }

  @Test
  void aBomAndWindowsLineEndsAreNoMatter() throws RailSetInvalid {
    folder.rails("cards.yml", "\uFEFF" + RailSetFolder.CARDS.replace("\n", "\r\n"));

    assertThat(read(Map.of()).rails()).hasSize(3);
  }

  @Test
  void variablesAreReadOnceAndOnlyFromTheSettings() throws RailSetInvalid {
    folder.settings(RailSetFolder.SETTINGS.replace("test-bank", "${NAME:-unused}"));

    assertThat(read(Map.of("NAME", "$1 ${OTHER} \\")).settings().name())
        .isEqualTo("$1 ${OTHER} \\");
    assertThat(read(Map.of("NAME", "")).settings().name()).isEqualTo("unused");
  }

  @Test
  void hiddenFilesAndALinkToTheFolderAreNoMatter() throws Exception {
    folder.rails(".cards.yml.swp", "not yaml: [");
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder.path());

    assertThat(RailSetReader.read(link, name -> null).rails()).hasSize(3);
  }

  @Test
  void timeoutsThatAreNotSetHaveTheirDefaults() throws RailSetInvalid {
    folder.settings(
        RailSetFolder.SETTINGS.replace("url: demo", "url: demo\n  timeout: {idle: 24h}"));

    assertThat(read(Map.of()).settings().backend().timeouts())
        .isEqualTo(
            new Timeouts(
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofHours(24),
                Duration.ofMinutes(5)));
  }

  @Test
  void aKeyThatIsSetToNothingIsNoKey() throws RailSetInvalid {
    folder.settings(
        RailSetFolder.SETTINGS.replace("url: demo", "url: demo\n  api-key: ${API_KEY:-}"));

    assertThat(read(Map.of()).settings().backend().apiKey()).isEmpty();
  }

  private RailSet read(Map<String, String> variables) throws RailSetInvalid {
    return RailSetReader.read(folder.path(), variables::get);
  }

  private String cards() {
    return folder.path().resolve("rails/cards.yml").toString();
  }
}
