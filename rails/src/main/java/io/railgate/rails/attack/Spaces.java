package io.railgate.rails.attack;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Mutations of the space between words, and between letters. */
final class Spaces {

  private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

  /** Several spaces, a tab, a line break, no-break space, em space, ideographic space. */
  private static final List<String> WIDE =
      List.of("   ", "\t", "\n", "\u00A0", "\u2003\u2003", "\u3000");

  private Spaces() {}

  static Variant between(String text, Random random) {
    String spaced =
        text.chars()
            .mapToObj(c -> c == ' ' ? WIDE.get(random.nextInt(WIDE.size())) : Character.toString(c))
            .collect(Collectors.joining());
    return Variant.of("  " + spaced + " \n");
  }

  /** At least one word is drawn apart, and about every second. */
  static Variant within(String text, Random random) {
    int words = (int) WORD.matcher(text).results().count();
    if (words == 0) {
      return Variant.of(apart(text));
    }
    int sure = random.nextInt(words);
    int[] number = {0};
    return Variant.of(
        WORD.matcher(text)
            .replaceAll(
                word ->
                    number[0]++ == sure || random.nextBoolean()
                        ? apart(word.group())
                        : word.group()));
  }

  private static String apart(String word) {
    return word.codePoints().mapToObj(Character::toString).collect(Collectors.joining(" "));
  }
}
