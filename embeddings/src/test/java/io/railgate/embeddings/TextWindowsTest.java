package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Windows leave nothing of a text out, and are short enough to be read. */
class TextWindowsTest {

  /** Random texts; {@code -Drailgate.seed=} plays a failure again. */
  private static final long SEED = Long.getLong("railgate.seed", 20_261_120L);

  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What random texts are made of, from plain words to what is hardly text. */
  private static final List<String> PIECES =
      List.of(
          "card",
          "lost",
          "antidisestablishmentarianism",
          "Straße",
          "naïve",
          "don't",
          "3,141.59",
          " ",
          "  ",
          "\n",
          "\t",
          ".",
          "?!",
          "-",
          "我的卡丢了",
          "カード",
          "بطاقتي",
          "карта",
          "ქართული",
          "\uD83D\uDEB2",
          "\uD83D\uDC69\u200D\uD83D\uDCBB",
          "e\u0301",
          "\u200B",
          "\u202E",
          "\u0000",
          "\uD800",
          "\uDC00",
          "\uFFFD",
          "\u0950",
          "qzjxkvbwpfgmucldhrniotsaeyqjzkxwvbpgfmuc",
          "\uD835\uDC9C");

  private static OnnxEncoder encoder;
  private static Tokenizer tokenizer;

  @BeforeAll
  static void load() {
    encoder = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q);
    tokenizer = new Tokenizer(encoder.model());
  }

  @AfterAll
  static void close() {
    encoder.close();
    tokenizer.close();
  }

  @Test
  void everyCharacterIsInAWindowAndNeighboursOverlap() {
    Random random = new Random(SEED);
    int several = 0;
    for (int round = 0; round < 300; round++) {
      String text = randomText(random);

      List<String> windows;
      try {
        windows = encoder.windows(text);
      } catch (NothingToRead e) {
        continue; // pieces that were joined to a long word
      }

      assertThat(glued(text, windows)).as("seed %d, round %d", SEED, round).isEqualTo(text);
      for (String window : windows) {
        assertThat(ids(window))
            .as("seed %d, round %d, of [%s]", SEED, round, window)
            .isLessThanOrEqualTo(encoder.model().tokenLimit());
      }
      several += windows.size() > 1 ? 1 : 0;
    }
    assertThat(several).isGreaterThan(150);
  }

  @Test
  void windowsOfPlainWordsAreCutBetweenWordsAndShareHalf() {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      words.add("w" + i); // two or three tokens each
    }
    String text = String.join(" ", words);

    List<String> windows = encoder.windows(text);

    assertThat(windows).hasSizeGreaterThan(10).first().asString().startsWith("w0 w1 ");
    for (String window : windows) {
      assertThat(words).containsAll(List.of(SPACE.split(window.strip())));
      assertThat(ids(window) - 2).isLessThanOrEqualTo(TextWindows.SIZE);
    }
    for (int i = 1; i < windows.size(); i++) {
      int shared = overlap(windows.get(i - 1), windows.get(i));
      assertThat(ids(windows.get(i).substring(0, shared)) - 2)
          .isBetween(TextWindows.SIZE / TextWindows.OVERLAP_PART, TextWindows.SIZE - 1);
    }
    assertThat(windows.getLast()).endsWith("w199");
  }

  @Test
  void aTextThatFitsIsOneWindow() {
    String fits = "card ".repeat(TextWindows.SIZE).strip();

    assertThat(encoder.windows(fits)).containsExactly(fits);
    assertThat(encoder.windows(fits + " card")).hasSize(2);
    assertThat(encoder.windows("")).containsExactly("");
  }

  @Test
  void thereAreAsManyWindowsAsMayBeAndNotOneMore() {
    int step = TextWindows.SIZE / TextWindows.OVERLAP_PART;
    int most = TextWindows.SIZE + (TextWindows.MOST - 1) * step;

    assertThat(encoder.windows("card ".repeat(most))).hasSize(TextWindows.MOST);
    assertThatThrownBy(() -> encoder.windows("card ".repeat(most + 1)))
        .isInstanceOf(TextTooLong.class);
  }

  @Test
  void aWordThatGoesUnreadIsRefused() {
    String text = "I lost my card. ".repeat(50);

    assertThat(encoder.windows(text + "x".repeat(100))).hasSizeGreaterThan(10);
    assertThatThrownBy(() -> encoder.windows(text + "x".repeat(101)))
        .isInstanceOf(NothingToRead.class);
  }

  @Test
  void aModelThatReadsLittleHasShorterWindows() {
    List<TextWindows.Token> tokens = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      tokens.add(new TextWindows.Token(i, false));
    }
    String text = "abcdefghijklmnopqrstuvwxyzabcdefghijklmn";
    for (int reads = -1; reads <= 20; reads++) {
      List<String> windows = TextWindows.within(reads).cut(text, tokens);

      int most = Math.max(1, Math.min(reads, TextWindows.SIZE));
      assertThat(windows).allMatch(window -> window.length() <= most);
      if (most > 1) {
        assertThat(glued(text, windows)).isEqualTo(text);
      } else {
        assertThat(String.join("", windows)).isEqualTo(text);
      }
    }
  }

  @Test
  void thePoolCutsOnALane() {
    String text = "I lost my card. ".repeat(50);
    try (var pool = new EncoderPool(encoder, 1, 1)) {
      CompletableFuture<List<String>> cut = pool.windows(text, PATIENCE);

      assertThat(cut.join()).isEqualTo(encoder.windows(text));
    }
  }

  @Test
  void aMebibyteIsRefusedInBoundedTime() {
    for (String piece : List.of("I lost my card. ", "x", "我", "\uD83D\uDEB2", " ")) {
      String mebibyte = piece.repeat((1 << 20) / piece.length());

      long started = System.nanoTime();
      assertThatCode(
              () -> {
                try {
                  encoder.encode(mebibyte);
                } catch (TextTooLong | NothingToRead e) {
                  assertThat(e.getMessage()).hasSizeLessThan(100);
                }
              })
          .doesNotThrowAnyException();
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .as("1 MiB of %s", piece)
          .isLessThan(Duration.ofSeconds(60));
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(300);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
      text.append(random.nextInt(10) > 0 ? " " : "");
    }
    return text.toString();
  }

  /** The windows put together again where they overlap; fails if two neighbours do not. */
  private static String glued(String text, List<String> windows) {
    int begin = 0;
    int end = windows.getFirst().length();
    assertThat(text).startsWith(windows.getFirst());
    for (String window : windows.subList(1, windows.size())) {
      int next = text.indexOf(window, begin + 1);
      assertThat(next).as("where [%s] begins", window).isBetween(begin + 1, end - 1);
      begin = next;
      end = begin + window.length();
    }
    return text.substring(0, end);
  }

  private static int overlap(String before, String after) {
    int shared = Math.min(before.length(), after.length());
    while (!before.endsWith(after.substring(0, shared))) {
      shared--;
    }
    return shared;
  }

  private static int ids(String text) {
    return tokenizer.ids(text).length;
  }
}
