package io.railgate.rails.slots;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The English words of numbers. */
final class NumberWords {

  enum Role {
    UNIT,
    TEEN,
    TENS,
    HUNDRED,
    DOZEN,
    SCALE
  }

  /**
   * A word's part in a number.
   *
   * @param begins whether a number can begin with it
   */
  record Part(Role role, BigDecimal value, boolean begins) {

    /** Whether it counts how many: it may follow "a" and digits. */
    boolean multiplies() {
      return role == Role.HUNDRED || role == Role.DOZEN || role == Role.SCALE;
    }
  }

  private static final Map<String, Part> PARTS = parts();

  private static final Set<String> ORDINALS_AND_FRACTIONS =
      Set.of(
          "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
              .concat(" thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth")
              .concat(" nineteenth twentieth thirtieth fortieth fiftieth sixtieth seventieth")
              .concat(" eightieth ninetieth hundredth thousandth millionth half halves quarter")
              .concat(" quarters thirds fourths fifths sixths eighths tenths hundredths")
              .split(" "));

  private static final Set<String> VAGUE =
      Set.of(
          "few several couple some many half quarter quarters third thirds fifth fifths tenth"
              .concat(" tens hundreds thousands millions dozens lots plenty")
              .split(" "));

  private NumberWords() {}

  static @Nullable Part part(String word) {
    return PARTS.get(word);
  }

  static boolean isOrdinalOrFraction(String word) {
    return ORDINALS_AND_FRACTIONS.contains(word);
  }

  /** Whether "hundred" after it is not one hundred: few, several, half. */
  static boolean isVague(String word) {
    return VAGUE.contains(word);
  }

  private static Map<String, Part> parts() {
    Map<String, Part> parts = new HashMap<>();
    count(parts, Role.UNIT, 0, 1, "zero one two three four five six seven eight nine");
    count(
        parts,
        Role.TEEN,
        10,
        1,
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen");
    count(parts, Role.TENS, 20, 10, "twenty thirty forty fifty sixty seventy eighty ninety");
    count(parts, Role.TENS, 40, 10, "fourty");
    multiplier(parts, Role.HUNDRED, 2, "hundred", List.of("hundreds"));
    parts.put("dozen", new Part(Role.DOZEN, BigDecimal.valueOf(12), true));
    parts.put("dozens", new Part(Role.DOZEN, BigDecimal.valueOf(12), false));
    multiplier(parts, Role.SCALE, 3, "thousand", List.of("thousands", "k", "grand"));
    multiplier(parts, Role.SCALE, 5, "lakh", List.of("lakhs"));
    multiplier(parts, Role.SCALE, 6, "million", List.of("millions", "mio", "mln", "mn"));
    multiplier(parts, Role.SCALE, 7, "crore", List.of("crores"));
    multiplier(parts, Role.SCALE, 9, "billion", List.of("billions", "bn"));
    multiplier(parts, Role.SCALE, 12, "trillion", List.of("trillions", "tn"));
    return Map.copyOf(parts);
  }

  private static void count(Map<String, Part> parts, Role role, int from, int step, String words) {
    int value = from;
    for (String word : List.of(words.split(" "))) {
      parts.put(word, new Part(role, BigDecimal.valueOf(value), true));
      value += step;
    }
  }

  private static void multiplier(
      Map<String, Part> parts, Role role, int zeros, String word, List<String> onlyAfterANumber) {
    BigDecimal value = BigDecimal.TEN.pow(zeros);
    parts.put(word, new Part(role, value, true));
    onlyAfterANumber.forEach(each -> parts.put(each, new Part(role, value, false)));
  }
}
