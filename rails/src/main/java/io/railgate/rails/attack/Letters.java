package io.railgate.rails.attack;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** Mutations letter by letter. */
final class Letters {

  /**
   * Letters whose skeleton is that of the Latin one (UTS #39, confusables.txt), of the Cyrillic,
   * Greek, Armenian and Cherokee scripts, and one of IPA.
   */
  static final Map<Character, String> LOOKALIKES =
      Map.ofEntries(
          Map.entry('a', "\u0430\u03B1"),
          Map.entry('c', "\u0441\u03F2"),
          Map.entry('d', "\u0501"),
          Map.entry('e', "\u0435"),
          Map.entry('g', "\u0261\u0581"),
          Map.entry('h', "\u04BB\u0570"),
          Map.entry('i', "\u0456\u03B9"),
          Map.entry('j', "\u0458"),
          Map.entry('n', "\u0578"),
          Map.entry('o', "\u043E\u03BF\u0585"),
          Map.entry('p', "\u0440\u03C1"),
          Map.entry('q', "\u051B"),
          Map.entry('s', "\u0455"),
          Map.entry('u', "\u057D\u03C5"),
          Map.entry('v', "\u03BD\u0475"),
          Map.entry('w', "\u051D\u0461"),
          Map.entry('x', "\u0445"),
          Map.entry('y', "\u0443\u03B3"),
          Map.entry('A', "\u0410\u0391\u13AA"),
          Map.entry('B', "\u0412\u0392"),
          Map.entry('C', "\u0421"),
          Map.entry('E', "\u0415\u0395"),
          Map.entry('H', "\u041D\u0397"),
          Map.entry('I', "\u0406\u0399"),
          Map.entry('K', "\u041A\u039A"),
          Map.entry('M', "\u041C\u039C"),
          Map.entry('N', "\u039D"),
          Map.entry('O', "\u041E\u039F"),
          Map.entry('P', "\u0420\u03A1"),
          Map.entry('S', "\u0405"),
          Map.entry('T', "\u0422\u03A4"),
          Map.entry('W', "\u051C\u13B3"),
          Map.entry('X', "\u0425\u03A7"),
          Map.entry('Y', "\u04AE\u03A5"));

  private static final Map<Character, String> LEET =
      Map.of(
          'a', "4@", 'b', "8", 'e', "3", 'g', "9", 'i', "1!", 'l', "1", 'o', "0", 's', "5$", 't',
          "7");

  /** Zero-width space, non-joiner, joiner, word joiner, byte order mark, soft hyphen. */
  private static final String ZERO_WIDTH = "\u200B\u200C\u200D\u2060\uFEFF\u00AD";

  /** Where the small letters of mathematical bold, bold italic, sans-serif and monospace begin. */
  private static final List<Integer> MATHEMATICAL = List.of(0x1D400, 0x1D468, 0x1D5A0, 0x1D670);

  private Letters() {}

  static Variant homoglyphs(String text, Random random) {
    return Variant.of(replaced(text, c -> LOOKALIKES.getOrDefault((char) c, ""), 2, random));
  }

  static Variant leet(String text, Random random) {
    return Variant.of(
        replaced(text, c -> LEET.getOrDefault((char) Character.toLowerCase(c), ""), 3, random));
  }

  /** Replaces at least one letter that can be, and about one in {@code every}. */
  private static String replaced(
      String text, IntFunction<String> replacements, int every, Random random) {
    int count = (int) text.chars().filter(c -> !replacements.apply(c).isEmpty()).count();
    int sure = count == 0 ? -1 : random.nextInt(count);
    StringBuilder out = new StringBuilder(text.length());
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String choice = replacements.apply(c);
      boolean can = !choice.isEmpty();
      boolean replace = can && (number++ == sure || random.nextInt(every) == 0);
      out.append(replace ? choice.charAt(random.nextInt(choice.length())) : c);
    }
    return out.toString();
  }

  /** After the first character, and after about every second of the others. */
  static Variant zeroWidth(String text, Random random) {
    StringBuilder out = new StringBuilder(2 * text.length());
    int[] characters = text.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      out.appendCodePoint(characters[i]);
      if (i == 0 || random.nextBoolean()) {
        out.append(ZERO_WIDTH.charAt(random.nextInt(ZERO_WIDTH.length())));
      }
    }
    return Variant.of(out.toString());
  }

  static Variant randomCase(String text, Random random) {
    return Variant.of(
        mapped(
            text, c -> random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c)));
  }

  static Variant fullwidth(String text, Random random) {
    return Variant.of(mapped(text, c -> c > ' ' && c < 0x7F ? c - ' ' + 0xFF00 : c));
  }

  static Variant mathematical(String text, Random random) {
    int style = MATHEMATICAL.get(random.nextInt(MATHEMATICAL.size()));
    return Variant.of(
        mapped(
            text,
            c ->
                c >= 'A' && c <= 'Z'
                    ? style + c - 'A'
                    : c >= 'a' && c <= 'z' ? style + 26 + c - 'a' : c));
  }

  private static String mapped(String text, IntFunction<Integer> letter) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(letter.apply(c)));
    return out.toString();
  }
}
