package io.railgate.rails.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.text.NormalText.Change;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTextTest {

  @ParameterizedTest
  @CsvSource({
    // Cyrillic, Greek and Armenian letters in Latin words.
    "I l\u043est my c\u0430rd, I lost my card",
    "\u0406 lost my card, I lost my card",
    "r\u03bfb, rob",
    "\u0570ello, hello",
    // A word without any Latin letter, among Latin ones.
    "please \u0441\u043e\u0440\u0443 it, please copy it",
    // Letters on tiles and of flags.
    "\ud83c\udd78\ud83c\udd76n\ud83c\udd5e \ud83c\uddec\ud83c\udde7, IGnO GB",
    // Latin letters that look like others.
    "st\u0251te, state",
    "\u217dard \uff4cost, card lost",
    // No word is Latin alone, but each for the eye.
    "r\u03bfb \u0441\u043e\u0440\u0443, rob copy",
    // Lunate sigmas, of which NFKC makes others.
    "my \u03f2ard, my card",
    "\u03f9\u03b1n I \u03f2\u03bf\u03c1\u0443 it, Can I copy it"
  })
  void lettersThatPoseAsLatinAreReadAsLatin(String raw, String plain) {
    assertThat(NormalText.of(raw).plain()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u044f \u043f\u043e\u0442\u0435\u0440\u044f\u043b \u043a\u0430\u0440\u0442\u0443",
        "\u0441\u043e\u0440",
        "what does \u043f\u0440\u0438\u0432\u0435\u0442 mean, or \u0441\u043e\u0440",
        "10 \u03a9 and 3 \u03bcm",
        "I like \u0441\u043e\u0440\u0442 \u043a\u0430\u0440\u0442\u0443",
        "caf\u00e9 in K\u00f6ln, stra\u00dfe, \u0142\u00f3d\u017a",
        "\u6771\u4eac \u306b \ud55c\uad6d",
        "\u0915\u094d\u092f\u093e"
      })
  void otherLanguagesStayAsTheyAre(String text) {
    assertThat(NormalText.of(text)).isEqualTo(new NormalText(text, List.of()));
  }

  /** A Greek text may have lunate sigmas: NFKC makes the usual ones of them. */
  @Test
  void aLunateSigmaInAGreekTextIsASigma() {
    assertThat(NormalText.of("\u03f2\u03bf\u03c6\u03af\u03b1"))
        .isEqualTo(
            new NormalText("\u03c2\u03bf\u03c6\u03af\u03b1", List.of(Change.COMPATIBILITY_FORMS)));
  }

  @ParameterizedTest
  @CsvSource({
    "'my n e i g h b o u r''s b a n k balance', 'my neighbour''s bank balance'",
    "s t e a l, steal",
    "s t  e\u00a0a l, steal",
    "'do it, n o w o r k!', 'do it, nowork!'",
    "\u0430 \u0431 \u0432 \u0433, \u0430\u0431\u0432\u0433",
    "\ud83d\ude00 b \ud801\udc00 n k, \ud83d\ude00 b\ud801\udc00nk"
  })
  void wordsThatAreSpelledOutAreReadAsWords(String raw, String plain) {
    assertThat(NormalText.of(raw).plain()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b c",
        "is it plan A or B",
        "I a m not",
        "1 2 3 4 5 6",
        "a1 b2 c3 d4 e5",
        "I, a, b, c, d",
        "a  b  c",
        "d",
        ""
      })
  void fewLettersAndFiguresStayApart(String text) {
    assertThat(NormalText.of(text)).isEqualTo(new NormalText(text, List.of()));
  }

  @Test
  void saysWhatWasChanged() {
    assertThat(NormalText.of("I lost my card").changes()).isEmpty();
    assertThat(NormalText.of("I \t lost\nmy card").changes()).isEmpty();
    assertThat(NormalText.of("I lo\u200bst my \u202ecard").changes())
        .containsExactly(Change.HIDDEN_CHARACTERS);
    assertThat(NormalText.of("\uff29 lost my \ufb01le").changes())
        .containsExactly(Change.COMPATIBILITY_FORMS);
    assertThat(NormalText.of("I l\u043est my card").changes())
        .containsExactly(Change.LOOKALIKE_LETTERS);
    assertThat(NormalText.of("\uff29 l\u043est\u2060 it").changes())
        .containsExactly(
            Change.HIDDEN_CHARACTERS, Change.COMPATIBILITY_FORMS, Change.LOOKALIKE_LETTERS);
    assertThat(NormalText.of("I \u03f2an").changes()).containsExactly(Change.LOOKALIKE_LETTERS);
    assertThat(NormalText.of("my b a n k").changes()).containsExactly(Change.SPACED_LETTERS);
    assertThat(NormalText.of("\u200b\uff4d\u0443 b a n k").changes())
        .containsExactly(Change.values());
  }

  @Test
  void whatShapesAnEmojiIsNotHidden() {
    String family = "\ud83d\udc68\u200d\ud83d\udc69 \u2764\ufe0f\u200d\ud83d\udd25";

    assertThat(NormalText.of(family).changes()).isEmpty();
    assertThat(NormalText.withoutHidden(family)).isEqualTo(family);
  }

  @ParameterizedTest
  @CsvSource({
    // Tags (Unicode's copy of ASCII), bidi controls, runs of joiners and selectors, nulls.
    "a\udb40\udc69\udb40\udc67b, ab",
    "a\u202eb\u2066c, abc",
    "a\u200d\u200c\u200db, ab",
    "a\ufe0f\ufe0e\ufe0fb, ab",
    // Characters without a meaning, and letters above letters.
    "a\ue041\udb80\udc41b, ab",
    "a\u0378b, ab",
    "a\u0368\u0363b, ab",
    "a\udb40\udd00b, ab",
    "a\u0000b, ab"
  })
  void nothingHiddenIsPassedOn(String raw, String passed) {
    assertThat(NormalText.withoutHidden(raw)).isEqualTo(passed);
    assertThat(NormalText.of(raw).changes()).contains(Change.HIDDEN_CHARACTERS);
  }

  @Test
  void joinersThatAScriptNeedsArePassedOn() {
    for (String text :
        List.of(
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0915\u094d\u200d\u0937",
            "1\ufe0f\u20e3")) {
      assertThat(NormalText.withoutHidden(text)).isEqualTo(text);
    }
    assertThat(NormalText.withoutHidden("a" + "\u0301".repeat(200) + "b")).hasSize(32);
  }

  @Test
  void whatGrowsTooMuchIsTooLong() {
    assertThat(NormalText.of("\ufdfa".repeat(10_000)).isTooLong()).isTrue();
    assertThat(NormalText.of("a ".repeat(16_000)).isTooLong()).isFalse();
  }

  @Test
  void linesAndFormsArePassedOn() {
    assertThat(NormalText.withoutHidden("a\r\n\tx\u00b2 \ufb01"))
        .isEqualTo("a\r\n\tx\u00b2 \ufb01");
  }

  @Test
  void isTheSameWhenMadeTwice() {
    long seed = Long.getLong("railgate.seed", 5);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder raw = new StringBuilder("the ");
      for (int letter = 0; letter < 6; letter++) {
        int c = random.nextInt(3) == 0 ? 'a' + random.nextInt(26) : random.nextInt(0x3000);
        if (Character.getType(c) != Character.OTHER_NUMBER) {
          raw.appendCodePoint(c);
        }
      }
      String plain = NormalText.of(raw.toString()).plain();
      assertThat(NormalText.of(plain).plain()).as("seed %d: %s", seed, raw).isEqualTo(plain);
    }
  }
}
