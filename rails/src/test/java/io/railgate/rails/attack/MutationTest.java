package io.railgate.rails.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.SpoofChecker;
import io.railgate.rails.attack.Mutation.Kind;
import io.railgate.rails.text.PlainText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mutation does what it says, whatever the seed. */
class MutationTest {

  private static final String TEXT = "My card was stolen, can you block it?";

  @ParameterizedTest
  @EnumSource(Mutation.class)
  void changesTheTextAndIsTheSameEachTime(Mutation mutation) {
    List<Variant> once = all(mutation);
    List<Variant> again = all(mutation);

    assertThat(once).doesNotContain(Variant.of(TEXT)).isEqualTo(again);
    assertThat(Mutation.named(mutation.id())).contains(mutation);
  }

  @Test
  void dependsOnTheSeed() {
    for (Mutation mutation : List.of(Mutation.HOMOGLYPHS, Mutation.LEET, Mutation.CASE)) {
      assertThat(mutation.of(TEXT, 1)).isNotEqualTo(mutation.of(TEXT, 2));
    }
  }

  @Test
  void lookalikesLookLikeTheLetter() {
    SpoofChecker uts39 = new SpoofChecker.Builder().build();
    Letters.LOOKALIKES.forEach(
        (letter, others) ->
            others
                .codePoints()
                .mapToObj(Character::toString)
                .forEach(
                    other ->
                        assertThat(uts39.getSkeleton(other))
                            .as("%s for %s", other, letter)
                            .isEqualTo(uts39.getSkeleton(letter.toString()))));
  }

  @Test
  void homoglyphsKeepHowATextLooks() {
    SpoofChecker uts39 = new SpoofChecker.Builder().build();

    assertThat(texts(Mutation.HOMOGLYPHS))
        .allMatch(text -> uts39.getSkeleton(text).equals(uts39.getSkeleton(TEXT)))
        .allMatch(text -> text.length() == TEXT.length());
  }

  @Test
  void hiddenCharactersAreAllThatIsAdded() {
    assertThat(texts(Mutation.ZERO_WIDTH)).allMatch(t -> t.replaceAll("\\p{Cf}", "").equals(TEXT));
  }

  @Test
  void lettersStayTheSameInOtherForms() {
    assertThat(texts(Mutation.CASE)).allMatch(TEXT::equalsIgnoreCase);
    assertThat(Stream.of(Mutation.FULLWIDTH, Mutation.MATH_LETTERS).flatMap(m -> texts(m).stream()))
        .allMatch(text -> Normalizer.normalize(text, Normalizer.Form.NFKC).equals(TEXT));
  }

  @Test
  void leetPutsDigitsAndSignsForLetters() {
    assertThat(texts(Mutation.LEET)).allMatch(text -> text.matches(".*[0-9@$!].*"));
    assertThat(Mutation.LEET.of("to", 1).turns()).allMatch(text -> text.matches("7o|t0|70"));
  }

  @Test
  void spacingChangesSpaceAlone() {
    assertThat(texts(Mutation.SPACING)).allMatch(text -> PlainText.of(text).equals(TEXT));
    assertThat(texts(Mutation.SPACED_LETTERS))
        .allMatch(text -> text.replace(" ", "").equals(TEXT.replace(" ", "")))
        .allMatch(text -> text.matches(".*\\p{L} \\p{L} \\p{L}.*"));
  }

  @Test
  void politenessStandsBeforeAndAfter() {
    assertThat(texts(Mutation.POLITENESS))
        .allMatch(text -> text.contains(TEXT))
        .anyMatch(text -> text.startsWith(TEXT))
        .anyMatch(text -> text.endsWith(TEXT))
        .anyMatch(text -> !text.startsWith(TEXT) && !text.endsWith(TEXT));
  }

  @Test
  void splitsBetweenWords() {
    for (Mutation mutation : List.of(Mutation.SPLIT, Mutation.SPLIT_ANSWERED)) {
      assertThat(all(mutation))
          .allMatch(variant -> String.join(" ", variant.turns()).equals(TEXT))
          .allMatch(variant -> variant.answered() == (mutation == Mutation.SPLIT_ANSWERED))
          .extracting(variant -> variant.turns().size())
          .containsOnly(2, 3);
      assertThat(mutation.of("hello", 1).turns()).containsExactly("hello");
      assertThat(mutation.of("my card", 1).turns()).containsExactly("my", "card");
    }
  }

  @Test
  void encodingsCanBeDecoded() {
    assertThat(words(Mutation.BASE64))
        .allMatch(word -> TEXT.equals(utf8(Base64.getDecoder().decode(word))));
    assertThat(texts(Mutation.HEX))
        .map(text -> text.replaceAll("^.*: ", "").replace(" ", ""))
        .allMatch(hex -> TEXT.equals(utf8(HexFormat.of().parseHex(hex))));
    assertThat(texts(Mutation.PERCENT))
        .allMatch(text -> TEXT.equals(URLDecoder.decode(text, StandardCharsets.UTF_8)));
    assertThat(texts(Mutation.HTML_ENTITIES))
        .allMatch(text -> TEXT.equals(StringEscapeUtils.unescapeHtml4(text)));
    assertThat(texts(Mutation.ROT13))
        .allMatch(text -> text.endsWith("Zl pneq jnf fgbyra, pna lbh oybpx vg?"));
  }

  @ParameterizedTest
  @EnumSource(Mutation.class)
  void onlyHostileOnesAddSomething(Mutation mutation) {
    assertThat(all(mutation))
        .allMatch(variant -> variant.added().isEmpty() == (mutation.kind() != Kind.HOSTILE))
        .allMatch(
            variant ->
                mutation.kind() != Kind.HOSTILE
                    || String.join(" ", variant.turns()).contains(TEXT));
  }

  @Test
  void hostileOnesPoseAsOthers() {
    assertThat(texts(Mutation.ROLE_FORGING)).anyMatch(text -> text.startsWith("system: "));
    assertThat(texts(Mutation.CHAT_TOKENS)).anyMatch(text -> text.startsWith("<|im_start|>system"));
    assertThat(texts(Mutation.FAKE_TRANSCRIPT)).anyMatch(text -> text.contains("\nAssistant: "));
    assertThat(texts(Mutation.INJECTED_PREFIX)).allMatch(text -> text.endsWith(TEXT));
    assertThat(texts(Mutation.INJECTED_SUFFIX)).allMatch(text -> text.startsWith(TEXT));
    assertThat(all(Mutation.INJECTED_TURN))
        .allMatch(each -> each.turns().equals(List.of(TEXT, each.added())) && each.answered());
  }

  @Test
  void attacksOfOurOwnAreThirtyToSixty() {
    assertThat(BuiltInAttacks.all())
        .hasSizeBetween(30, 60)
        .allMatch(attack -> !attack.isLegitimate() && attack.text().length() < 100)
        .doesNotHaveDuplicates();
    assertThat(BuiltInAttacks.all().getFirst().place()).hasToString("built-in/attacks.txt:3:1");
  }

  private static List<Variant> all(Mutation mutation) {
    return LongStream.range(0, 40).mapToObj(seed -> mutation.of(TEXT, seed)).toList();
  }

  private static List<String> texts(Mutation mutation) {
    return all(mutation).stream().flatMap(variant -> variant.turns().stream()).toList();
  }

  private static List<String> words(Mutation mutation) {
    return texts(mutation).stream().map(text -> text.substring(text.lastIndexOf(' ') + 1)).toList();
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
