package io.railgate.rails.reader;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates how large a pattern is when its repetitions are written out, which is what RE2 does:
 * {@code ((x{1000}){1000}){1000}} is short, and takes more memory than there is.
 */
final class PatternSize {

  /** Largest pattern, in characters and classes with all repetitions written out. */
  static final int MAX = 2_000;

  private static final Pattern REPEAT = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

  private final Deque<Long> outer = new ArrayDeque<>();
  private long sum;
  private long last;

  private PatternSize() {}

  /** Whether the size is at most {@link #MAX}. Whether the pattern is sound is another question. */
  static boolean isSmall(String pattern) {
    return pattern.length() <= MAX && new PatternSize().of(pattern) <= MAX;
  }

  private long of(String pattern) {
    Matcher repeat = REPEAT.matcher(pattern);
    int i = 0;
    while (i < pattern.length()) {
      char character = pattern.charAt(i);
      if (character == '{' && repeat.region(i, pattern.length()).lookingAt()) {
        repeat(repeat);
        i = repeat.end();
        continue;
      }
      if (character == '(') {
        outer.push(sum);
        sum = 0;
      } else if (character == ')' && !outer.isEmpty()) {
        last = sum;
        sum += outer.pop();
      } else {
        last = 1;
        sum++;
      }
      i += character == '\\' ? 2 : 1;
    }
    while (!outer.isEmpty()) {
      sum += outer.pop();
    }
    return sum;
  }

  private void repeat(Matcher repeat) {
    String most =
        repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
    long added = last * (Math.max(1, Long.parseLong(most)) - 1);
    sum = Math.min(sum + added, 2L * MAX);
    last = Math.min(last + added, 2L * MAX);
  }
}
