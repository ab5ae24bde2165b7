package io.railgate.rails.slots;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.railgate.rails.set.SlotType;
import io.railgate.rails.text.PlainText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The places in a message that a pattern fits as a whole token. */
final class PatternPlaces {

  /** Most places looked at: one search is linear in the message, and so are this many. */
  static final int MOST_TRIES = 50;

  private static final String NO_LETTER_OR_DIGIT = "[^\\pL\\pM\\pN]";

  private final Pattern pattern;
  private final Optional<Pattern> wholeToken;
  private final int max;

  PatternPlaces(SlotType.Fitting type) {
    this.pattern = type.pattern();
    this.wholeToken = wholeToken(type.pattern());
    this.max = type.max();
  }

  /** All places; one that is unclear if there are too many to look at. */
  List<Found> find(Message message) {
    Set<Found> found = new LinkedHashSet<>();
    wholeToken.ifPresent(each -> find(each, 1, message.text(), found));
    find(pattern, 0, message.text(), found);
    return List.copyOf(found);
  }

  /** What {@code message} says if it is the value and nothing else. */
  Filling read(Message message) {
    return !message.text().isEmpty() && pattern.matches(message.text())
        ? filling(message.text())
        : new Filling.Missing();
  }

  private void find(Pattern each, int group, String text, Set<Found> found) {
    Matcher matcher = each.matcher(text);
    int from = 0;
    for (int tries = 0; from <= text.length() && matcher.find(from); tries++) {
      int start = matcher.start(group);
      int end = matcher.end(group);
      if (tries == MOST_TRIES) {
        found.add(new Found(start, Math.max(end, start + 1), new Filling.Unclear()));
        return;
      }
      boolean whole = start < end && !touches(text, start) && !touches(text, end);
      if (whole) {
        found.add(new Found(start, end, filling(text.substring(start, end))));
      }
      from = whole ? end : start + 1;
      if (group > 0) {
        from = Math.max(from, matcher.start() + 1);
      }
    }
  }

  private Filling filling(String value) {
    return value.codePointCount(0, value.length()) > max
        ? new Filling.OutOfRange()
        : new Filling.Filled(value);
  }

  /** Whether letters or digits stand on both sides of {@code position}. */
  private static boolean touches(String text, int position) {
    return position > 0
        && position < text.length()
        && isWordCharacter(text.codePointBefore(position))
        && isWordCharacter(text.codePointAt(position));
  }

  private static boolean isWordCharacter(int c) {
    return Character.isLetterOrDigit(c) || PlainText.isMark(c);
  }

  /** The pattern between characters that are no letters or digits, as group 1. */
  private static Optional<Pattern> wholeToken(Pattern pattern) {
    String regex =
        "(?:\\A|%1$s)(%2$s)(?:\\z|%1$s)".formatted(NO_LETTER_OR_DIGIT, pattern.pattern());
    try {
      return Optional.of(Pattern.compile(regex, pattern.flags() & ~Pattern.DISABLE_UNICODE_GROUPS));
    } catch (PatternSyntaxException e) { // an open \Q, say
      return Optional.empty();
    }
  }
}
