package io.railgate.examples;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rail set examples/bank: that it is a real one, and what it does with what people say. */
class BankTest {

  private static final Path BANK = Path.of("bank");
  private static final Path TEXTS = Path.of("src/test/resources/bank");

  private static Encoder encoder;
  private static RailEngine engine;

  @BeforeAll
  static void load() throws RailSetInvalid {
    RailSet set = RailSetReader.read(BANK, name -> null);
    encoder = new OnnxEncoder(BuiltInModels.named(set.settings().encoder()).orElseThrow());
    engine = RailEngine.load(set, encoder);
  }

  @AfterAll
  static void close() {
    engine.close();
    encoder.close();
  }

  @Test
  void isARealSet() {
    List<Rail> rails = engine.railSet().rails();

    assertThat(rails).hasSizeGreaterThanOrEqualTo(25);
    assertThat(rails.stream().map(rail -> rail.id().group()).distinct())
        .hasSizeGreaterThanOrEqualTo(5);
    assertThat(rails)
        .allSatisfy(
            rail -> {
              assertThat(rail.examples()).hasSizeGreaterThanOrEqualTo(5);
              assertThat(rail.about()).isNotBlank();
            });
  }

  @Test
  void aStolenWalletIsALostCard() {
    String message = "hey, someone nicked my wallet and my card was in it";

    assertThat(decide(message))
        .isInstanceOfSatisfying(
            Decision.Forward.class,
            forward -> {
              assertThat(forward.rail()).isEqualTo(new RailId("cards", "report-lost"));
              assertThat(forward.prompt().toLowerCase(Locale.ROOT).split("\\W+"))
                  .doesNotContain(
                      "hey", "someone", "nicked", "my", "wallet", "and", "was", "in", "it");
            });
  }

  @Test
  void aPoemIsRefused() {
    assertThat(decide("write me a poem about the sea")).isInstanceOf(Decision.Refuse.class);
  }

  /** The share is what the nearest example reaches today; a better matcher raises it. */
  @Test
  void paraphrasesFindTheirRail() throws IOException {
    List<Expected> accepted = accepted();

    List<String> missed =
        accepted.stream()
            .filter(expected -> !expected.rail.equals(railOf(expected.text)))
            .map(expected -> expected.text + " -> " + railOf(expected.text))
            .toList();

    assertThat(missed).hasSizeLessThanOrEqualTo(accepted.size() / 20);
  }

  @Test
  void whatIsNoBusinessOfABankMatchesNothing() throws IOException {
    List<String> rejected = Files.readAllLines(TEXTS.resolve("rejected.txt"));

    assertThat(rejected).hasSizeGreaterThan(50);
    assertThat(rejected).filteredOn(text -> !railOf(text).isEmpty()).isEmpty();
  }

  /** Every rail is what its own examples match. */
  @Test
  void everyExampleMatchesItsOwnRail() {
    for (Rail rail : engine.railSet().rails()) {
      for (var example : rail.examples()) {
        assertThat(railOf(example.text())).as(example.text()).isEqualTo(rail.id().toString());
      }
    }
  }

  @Test
  void everyOutcomeIsUsed() {
    Map<Class<?>, Long> byKind =
        engine.railSet().rails().stream()
            .collect(toMap(rail -> rail.outcome().getClass(), rail -> 1L, Long::sum));

    assertThat(byKind)
        .containsOnlyKeys(Outcome.Prompt.class, Outcome.Reply.class, Outcome.Refuse.class);
  }

  /** The id of the rail that decides, or nothing. */
  private static String railOf(String text) {
    return decide(text).decidedBy().map(RailId::toString).orElse("");
  }

  private static Decision decide(String text) {
    return engine.decide(Conversation.of(UserTurn.of(text, encoder)));
  }

  private static List<Expected> accepted() throws IOException {
    return new CsvMapper()
        .readerFor(Expected.class)
        .with(CsvSchema.emptySchema().withHeader())
        .<Expected>readValues(TEXTS.resolve("accepted.csv").toFile())
        .readAll();
  }

  /** A paraphrase and the rail that it must match. */
  private record Expected(String text, String rail) {}
}
