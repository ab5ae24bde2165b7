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

  /**
   * The size, or more than {@link #MAX} if that is too large. Whether the pattern is sound is
   * another question.
   */
  static long estimate(String pattern) {
    return pattern.length() > MAX ? pattern.length() : new PatternSize().of(pattern);
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
      int literal = literalEnd(pattern, i);
      if (literal > i) {
        last = 1;
        sum += character == '[' ? 1 : literal - i;
        i = literal;
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

  /** Behind a class such as {@code [)]} or a quotation, where brackets are text; else {@code i}. */
  private static int literalEnd(String pattern, int i) {
    if (pattern.startsWith("\\Q", i)) {
      int end = pattern.indexOf("\\E", i + 2);
      return end < 0 ? pattern.length() : end + 2;
    }
    if (pattern.charAt(i) != '[') {
      return i;
    }
    int at = pattern.startsWith("^", i + 1) ? i + 2 : i + 1;
    at = pattern.startsWith("]", at) ? at + 1 : at;
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      int name = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1;
      at = name >= 0 ? name + 2 : at + (pattern.charAt(at) == '\\' ? 2 : 1);
    }
    return Math.min(at + 1, pattern.length());
  }

  private void repeat(Matcher repeat) {
    String most =
        repeat.group(2) == null || repeat.group(2).isEmpty() ? repeat.group(1) : repeat.group(2);
    long added = last * (Math.max(1, Long.parseLong(most)) - 1);
    sum = Math.min(sum + added, 2L * MAX);
    last = Math.min(last + added, 2L * MAX);
  }
}
