package io.railgate.rails.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Letters that look like Latin ones and are others, by the skeletons of UTS #39 (Unicode Security
 * Mechanisms, 4). They are read as the Latin ones where they pose as such: in a word with Latin
 * letters; and in a word of theirs alone, if the message has words too that are Latin in whole or
 * for the eye, and each word of another script in it could pose as Latin. So a message in Russian
 * stays as it is.
 */
final class Lookalikes {

  private static final SpoofChecker UTS_39 = new SpoofChecker.Builder().build();
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");
  private static final Map<String, Integer> SMALL = skeletons('a', 'z');
  private static final Map<String, Integer> CAPITAL = skeletons('A', 'Z');
  private static final int NONE = -1;
  private static final char LUNATE = '\u03f2';
  private static final char CAPITAL_LUNATE = '\u03f9';

  /** Where alphabets of symbols begin: in circles, in squares, for flags. */
  private static final List<Integer> TILES = List.of(0x1F150, 0x1F170, 0x1F1E6);

  /** What was found of letters, since a text repeats them. */
  private final Map<Integer, Integer> known = new HashMap<>();

  /** Which letters are replaced where they pose. */
  private final IntPredicate replaced;

  private Lookalikes(IntPredicate replaced) {
    this.replaced = replaced;
  }

  /** The text with Latin letters in place of those that pose as such. */
  static String asLatin(String text) {
    return isAscii(text) ? text : new Lookalikes(c -> true).folded(withoutTiles(text));
  }

  /**
   * The text with {@code c} in place of lunate sigmas that pose as it. NFKC would make other sigmas
   * of them, which do not look Latin; no other letter that does is lost to it.
   */
  static String beforeNfkc(String raw) {
    if (raw.indexOf(LUNATE) < 0 && raw.indexOf(CAPITAL_LUNATE) < 0) {
      return raw;
    }
    return new Lookalikes(c -> c == LUNATE || c == CAPITAL_LUNATE).folded(raw);
  }

  /** Letters on tiles, and those that flags are made of, which NFKC keeps. */
  private static String withoutTiles(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c -> {
              for (int first : TILES) {
                if (c >= first && c < first + 26) {
                  return 'A' + c - first;
                }
              }
              return c;
            })
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private String folded(String text) {
    boolean among = hasLatinWord(text) && everyOtherWordPoses(text);
    return WORD.matcher(text)
        .replaceAll(
            word -> {
              boolean poses =
                  among || word.group().codePoints().anyMatch(Lookalikes::isAsciiLetter);
              return poses ? foldedWord(word.group()) : word.group();
            });
  }

  private boolean hasLatinWord(String text) {
    return WORD.matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(word -> word.codePoints().anyMatch(Lookalikes::isAsciiLetter))
        .anyMatch(word -> word.codePoints().allMatch(c -> isAsciiLetter(c) || latin(c) != NONE));
  }

  private boolean everyOtherWordPoses(String text) {
    return WORD.matcher(text)
        .results()
        .allMatch(
            word ->
                word.group().codePoints().anyMatch(Lookalikes::isLatin)
                    || word.group().codePoints().allMatch(c -> latin(c) != NONE));
  }

  private String foldedWord(String word) {
    StringBuilder out = new StringBuilder(word.length());
    word.codePoints()
        .map(c -> isAsciiLetter(c) || !replaced.test(c) || latin(c) == NONE ? c : latin(c))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /** The ASCII letter that a letter looks like, or {@link #NONE}. */
  private int latin(int c) {
    return mayPose(c) ? known.computeIfAbsent(c, Lookalikes::find) : NONE;
  }

  private static int find(int c) {
    String skeleton = UTS_39.getSkeleton(Character.toString(c));
    Map<String, Integer> first = UCharacter.isUUppercase(c) ? CAPITAL : SMALL;
    Map<String, Integer> second = UCharacter.isUUppercase(c) ? SMALL : CAPITAL;
    return first.getOrDefault(skeleton, second.getOrDefault(skeleton, NONE));
  }

  /** Not those of which a text may have thousands, and none looks like a Latin one. */
  private static boolean mayPose(int c) {
    return c > 0x7F && !(c >= 0x2E80 && c <= 0xA4CF) && !(c >= 0xAC00 && c <= 0xD7FF);
  }

  private static boolean isLatin(int c) {
    return UScript.getScript(c) == UScript.LATIN;
  }

  private static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c <= 0x7F);
  }

  private static Map<String, Integer> skeletons(char first, char last) {
    Map<String, Integer> letters = new HashMap<>();
    for (int c = first; c <= last; c++) {
      letters.put(UTS_39.getSkeleton(Character.toString(c)), c);
    }
    return Map.copyOf(letters);
  }
}
