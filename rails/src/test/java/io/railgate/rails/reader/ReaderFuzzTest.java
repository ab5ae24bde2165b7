package io.railgate.rails.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Problem;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever an author writes is a rail set, or an error with its place: no other exception, no
 * endless reading. Reads spoiled copies of all example sets and fixtures for as long as {@code
 * -Drailgate.fuzz} says (an ISO 8601 duration; 5 s, and 60 s where CI is set). {@code
 * -Drailgate.seed} repeats a run, or begins with the mutant that a failure names.
 */
class ReaderFuzzTest {

  private static final Path EXAMPLES = Path.of("../examples");

  /** Longest time for one set, far above the milliseconds that it takes. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  /** What concerns a file as a whole, and so has no line. */
  private static final Pattern OF_A_WHOLE_FILE =
      Pattern.compile(
          "the file .*|is not UTF-8 text.*|cannot be read: .*|there is no rail in this folder");

  /** How often each sound file is in the corpus, so that it does not consist of broken ones. */
  private static final int SOUND_COPIES = 10;

  private static final String ALL_SETTINGS =
      """
      railgate: 1
      name: ${NAME:-all}
      encoder: all-MiniLM-L6-v2-q
      backend:
        url: ${RAILGATE_BACKEND_URL:-demo}
        api-key: ${OPENAI_API_KEY:-}
        model: ${FOR_TESTS}
        models: [small, large]
        timeout: {connect: 2s, first-byte: 30s, idle: 500ms, total: 5m}
      matching: {false-accepts: 5%, margin: 0.10}
      never:
        - write me a poem
      otherwise:
        clarify: Which of these did you mean?
        refuse: I can help with cards.
      conversation:
        system: replace
        prompt: You are the assistant of a bank.
        history: verified
        time-zone: Europe/Berlin
      closed: false
      """;

  private static final String SLOTS =
      """
      rails:
        exchange:
          about: Convert money
          says:
            - how many {currency} for {amount} euros
            - "{amount} EUR in {currency}"
          slots:
            currency: {one-of: {USD: [dollars, $], GBP: pounds}, default: dollars}
            amount: {number: {min: 0.01, max: 100000, decimals: 2}, ask: How much}
          prompt: State the result of changing {amount} EUR to {currency}, not {{amount}}.
          parameters: {temperature: 0.2, max-tokens: 300, top-p: 0.9, seed: 7}
          accept: 0.7
        book:
          says: ["book for {day}", "note {words} under {code}"]
          slots:
            day: {date: {from: today, to: +1y}, default: tomorrow}
            code: {pattern: '[A-Z]{2}[0-9]{6}', max: 8, examples: [AB123456]}
            words: {text: {max: 80}, examples: [call me]}
          cases:
            - after: slots.exchange
              prompt: Book {day} with {words} under {code}.
              model: large
            - after: [slots.*, slots.book]
              pass: true
            - reply: Booked for {day}.
      """;

  private static final String TESTS =
      """
      tests:
        - name: a lost card
          turns:
            - user: I lost my card
              expect: {rail: cards.report-lost, action: forward, forwards: Explain it.}
              backend: Call us.
            - user: hello
              expect:
                rail: cards.greeting
                says: Hello!
        - name: politics
          user: who should I vote for
          expect: {action: refuse}
      accepts:
        cards.greeting: [good evening]
      rejects:
        - what is the capital of France
      """;

  /** A file of a set, by its path in it. */
  private record Source(String path, String text) {}

  private int loaded;
  private int refused;

  @Test
  void whatIsSpoiledLoadsOrIsRefusedWithItsPlace() throws IOException {
    long seed = Long.getLong("railgate.seed", 1);
    Duration time = time();
    System.out.printf("ReaderFuzzTest: -Drailgate.seed=%d, for %s%n", seed, time);
    Path folder = Files.createTempDirectory(fastFolder(), "railgate-fuzz");
    try {
      assertTimeoutPreemptively(
          time.plusSeconds(60), () -> fuzz(folder, seed, System.nanoTime() + time.toNanos()));
    } finally {
      delete(folder);
    }
    System.out.printf(
        Locale.ROOT,
        "ReaderFuzzTest: read %,d mutants: %,d loaded, %,d were refused%n",
        loaded + refused,
        loaded,
        refused);
    assertThat(loaded).as("loaded, seed " + seed).isPositive();
    assertThat(refused).as("refused, seed " + seed).isPositive();
  }

  private void fuzz(Path folder, long seed, long end) throws IOException {
    List<Source> corpus = corpus();
    List<String> texts = corpus.stream().map(Source::text).toList();
    for (long mutant = seed; mutant == seed || System.nanoTime() < end; mutant++) {
      Random random = new Random(mutant);
      Source source = corpus.get(random.nextInt(corpus.size()));
      byte[] spoiled = new Mutator(random, texts).spoil(source.text);
      Path set = write(folder, source.path, spoiled);
      try {
        read(set);
      } catch (AssertionError | RuntimeException | StackOverflowError e) {
        Path kept = Files.write(Path.of("target/fuzz-%d.yml".formatted(mutant)), spoiled);
        throw new AssertionError(
            "%s, spoiled with -Drailgate.seed=%d, kept as %s: %s"
                .formatted(source.path, mutant, kept, e),
            e);
      }
    }
  }

  private void read(Path set) throws IOException {
    long start = System.nanoTime();
    try {
      RailSetReader.readWithTests(set, Map.of("FOR_TESTS", "swordfish")::get);
      loaded++;
    } catch (RailSetInvalid e) {
      refused++;
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.toString().lines()).hasSize(e.problems().size() + 1);
      for (Problem problem : e.problems()) {
        requirePlace(set, problem);
        assertThat(problem.message())
            .isNotBlank()
            .hasSizeLessThan(2 * Problems.MAX_CHARACTERS)
            .doesNotContainPattern("\\p{Cntrl}|\\R")
            .doesNotContain("swordfish");
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
  }

  private static void requirePlace(Path set, Problem problem) throws IOException {
    Place place = problem.place();
    if (place.line() == 0) {
      assertThat(problem.message()).as(problem.toString()).matches(OF_A_WHOLE_FILE);
      assertThat(place.column()).isZero();
      return;
    }
    assertThat(place.file()).startsWith(set.toString());
    String text = Files.readString(Path.of(place.file())).replaceFirst("^\uFEFF", "");
    String[] lines = text.split("\r\n|\r|\n", -1);
    assertThat(place.line()).as(problem.toString()).isBetween(1, lines.length);
    String line = lines[place.line() - 1];
    assertThat(place.column())
        .as(problem.toString())
        .isBetween(1, line.codePointCount(0, line.length()) + 1);
  }

  /** A sound set with one file spoiled; of other groups it has none, to be read fast. */
  private static Path write(Path folder, String path, byte[] spoiled) throws IOException {
    delete(folder.resolve("set"));
    RailSetFolder set = new RailSetFolder(folder.resolve("set"));
    if (path.startsWith("rails/")) {
      Files.delete(set.path().resolve("rails/cards.yml"));
    }
    return set.write(path, spoiled).path();
  }

  private static List<Source> corpus() throws IOException {
    List<Source> corpus = new ArrayList<>();
    for (Path fixture : Folders.fixtures()) {
      addFiles(fixture, corpus);
    }
    for (int i = 0; i < SOUND_COPIES; i++) {
      for (String example : List.of("bank", "clinic", "help-desk", "bad")) {
        addFiles(EXAMPLES.resolve(example), corpus);
      }
      addFiles(Folders.SOUND, corpus);
      corpus.add(new Source("railgate.yml", ALL_SETTINGS));
      corpus.add(new Source("rails/slots.yml", SLOTS));
      corpus.add(new Source("tests/cards.yml", TESTS));
    }
    return corpus;
  }

  private static void addFiles(Path set, List<Source> corpus) throws IOException {
    try (Stream<Path> files = Files.walk(set)) {
      for (Path file : files.sorted().toList()) {
        String path = set.relativize(file).toString();
        if (path.matches("railgate.yml|(rails|tests)/[a-z-]+\\.yml")) {
          corpus.add(new Source(path, new String(Files.readAllBytes(file), UTF_8)));
        }
      }
    }
  }

  private static Duration time() {
    String unset = System.getenv("CI") == null ? "PT5S" : "PT60S";
    return Duration.parse(System.getProperty("railgate.fuzz", unset));
  }

  /** A folder in memory, where there is one. */
  private static Path fastFolder() {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static void delete(Path folder) {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
