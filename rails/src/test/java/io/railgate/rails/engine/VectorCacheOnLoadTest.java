package io.railgate.rails.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.Talk;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set that is loaded again takes its vectors from the cache, and decides as before. */
class VectorCacheOnLoadTest {

  private static final int EXAMPLES = 6;
  private static final List<String> MESSAGES =
      List.of(
          "somebody took my card", "good evening", "write a poem", "whom shall I elect", "card");

  @TempDir Path temp;
  private RailSetFolder folder = new RailSetFolder(Path.of("target/unused"));
  private final Queue<String> embedded = new ConcurrentLinkedQueue<>();
  private final List<String> warnings = new ArrayList<>();

  /** The background prompts are embedded once in a process, by whatever set comes first. */
  @BeforeAll
  static void embedTheBackground(@TempDir Path temp) {
    Talk.to(new RailSetFolder(temp)).close();
  }

  @BeforeEach
  void writeASet() {
    folder = new RailSetFolder(temp.resolve("set"));
  }

  @Test
  void theSecondLoadEmbedsNoExample() throws Exception {
    load().close();
    assertThat(embedded).contains("I lost my card", "hello").hasSize(EXAMPLES + 1);
    embedded.clear();

    load().close();

    assertThat(embedded).as("what the cache asks of the encoder itself").hasSize(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void decidesAlikeWarmAndCold() throws Exception {
    try (RailEngine without = RailEngine.load(RailSetReader.read(folder.path()), Talk.ENCODER);
        RailEngine cold = load();
        RailEngine warm = load()) {
      for (String message : MESSAGES) {
        Decision decision = decide(without, message);
        assertThat(decide(cold, message)).isEqualTo(decision);
        assertThat(decide(warm, message)).isEqualTo(decision);
      }
      assertThat(warm.digest()).isEqualTo(without.digest());
    }
  }

  @Test
  void embedsOnlyWhatIsNew() throws Exception {
    load().close();
    folder.rails("more.yml", "rails: {fees: {says: [what are the fees, hello], reply: None.}}");
    embedded.clear();

    load().close();

    assertThat(embedded).contains("what are the fees").hasSize(2);
  }

  @Test
  void aFitIsHeldForTheSetThatItWasMadeFor() throws Exception {
    load().close();
    load().close();
    assertThat(files(".result")).hasSize(1);

    folder.rails("more.yml", "rails: {fees: {says: [what are the fees], reply: None.}}");
    load().close();

    assertThat(files(".result")).hasSize(2);
  }

  @Test
  void aFitThatIsDamagedIsMadeAgain() throws Exception {
    Decision decision;
    try (RailEngine first = load()) {
      decision = decide(first, MESSAGES.getFirst());
    }
    Path fit = files(".result").getFirst();
    Files.write(fit, new byte[100]);

    try (RailEngine second = load()) {
      assertThat(decide(second, MESSAGES.getFirst())).isEqualTo(decision);
    }
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst()).contains(fit.toString(), "computed again");
    assertThat(files(".result")).hasSize(1);
  }

  @Test
  void whatIsDamagedIsEmbeddedAgain() throws Exception {
    load().close();
    Path segment = files(".vectors").getFirst();
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length - 1] ^= 1;
    Files.write(segment, bytes);
    embedded.clear();

    load().close();

    assertThat(embedded).hasSize(EXAMPLES + 1);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst()).contains(segment.toString());
  }

  /** How texts are made normal can change: what is held must be of what was embedded. */
  @Test
  void vectorsAreHeldByTheTextThatIsEmbedded() throws Exception {
    folder.rails("more.yml", "rails: {fees: {says: [w h a t fees], reply: None.}}");

    load().close();

    VectorCache cache = VectorCache.at(temp.resolve("cache"), warnings::add);
    assertThat(cache.vectorsOf(Talk.ENCODER).lookup(List.of("w h a t fees", "what fees")))
        .containsOnlyKeys("what fees");
    assertThat(embedded).contains("what fees").doesNotContain("w h a t fees");
  }

  @Test
  void textsThatCannotBeReadAreFoundEachTime() throws Exception {
    String tooLong = "card ".repeat(600).strip();
    folder.rails("more.yml", "rails: {fees: {says: [fees, \"" + tooLong + "\"], reply: None.}}");

    for (int time = 0; time < 2; time++) {
      try (RailEngine engine = load()) {
        assertThat(engine.unread()).hasSize(1);
      }
    }

    folder.rails("more.yml", "rails: {fees: {says: [fees, \"\u16a0\"], reply: None.}}");
    for (int time = 0; time < 2; time++) {
      embedded.clear();
      assertThatThrownBy(this::load)
          .isInstanceOf(RailSetInvalid.class)
          .hasMessageContaining("holds no word that the encoder knows");
      assertThat(embedded).as("the text itself, and the cache's").hasSize(2);
    }
  }

  @Test
  void tellsHowFarEmbeddingHasCome() throws Exception {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    VectorCache cache =
        VectorCache.at(temp.resolve("cache"), warnings::add)
            .telling((done, all) -> told.add(done + " of " + all));

    RailEngine.load(RailSetReader.read(folder.path()), Talk.ENCODER, cache).close();

    assertThat(told)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, EXAMPLES).mapToObj(i -> i + " of " + EXAMPLES).toList());
    told.clear();
    RailEngine.load(RailSetReader.read(folder.path()), Talk.ENCODER, cache).close();
    assertThat(told).as("nothing was to be embedded").isEmpty();
  }

  private RailEngine load() throws RailSetInvalid {
    VectorCache cache = VectorCache.at(temp.resolve("cache"), warnings::add);
    return RailEngine.load(RailSetReader.read(folder.path()), new Watched(embedded), cache);
  }

  private static Decision decide(RailEngine engine, String message) {
    return engine.decide(Conversation.of(Talk.TODAY, UserTurn.of(message, Talk.ENCODER)));
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(temp.resolve("cache"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).toList();
    }
  }

  /** A real encoder that notes what it is given. */
  private record Watched(Queue<String> given) implements Encoder {

    @Override
    public EncoderModel model() {
      return Talk.ENCODER.model();
    }

    @Override
    public List<Embedding> encode(List<String> texts) {
      given.addAll(texts);
      return Talk.ENCODER.encode(texts);
    }

    @Override
    public List<String> windows(String text) {
      return Talk.ENCODER.windows(text);
    }

    @Override
    public void close() {}
  }
}
