package io.railgate.rails.slots;

import io.railgate.rails.set.Slot;
import io.railgate.rails.set.SlotType;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Values of slots outside of messages. */
public final class SlotValues {

  private SlotValues() {}

  /**
   * The canonical value of {@code text}; missing if that is not the slot's value and nothing else.
   */
  public static Filling read(SlotType type, String text, LocalDate today) {
    Message message = Message.of(text);
    return switch (type) {
      case SlotType.Fitting pattern -> new PatternPlaces(pattern).read(message);
      case SlotType.FreeText words -> QuotedText.of(words, message.text());
      case SlotType.OneOf oneOf -> whole(message, new Phrases(oneOf).find(message));
      case SlotType.NumberRange range ->
          whole(
              message,
              Numbers.find(message, new BitSet(), true).stream()
                  .map(span -> found(message, span.start(), span.end(), span.reading().in(range)))
                  .toList());
      case SlotType.DateRange range ->
          whole(
              message,
              Dates.find(message, today, true).stream()
                  .map(
                      span ->
                          found(message, span.start(), span.end(), span.days().in(range, today)))
                  .toList());
    };
  }

  /** What {@code text} is compared by as a word of a one-of slot: equal for texts read alike. */
  public static String phrase(String text) {
    Message words = Message.of(text);
    return IntStream.range(0, words.size())
        .filter(i -> !words.isInnerHyphen(i))
        .mapToObj(words::word)
        .collect(Collectors.joining(" "));
  }

  /** A few everyday texts, three at most, for examples to be embedded with; at least one. */
  public static List<String> samples(Slot slot) {
    return Samples.of(slot);
  }

  private static Filling whole(Message message, List<Found> found) {
    return Readings.together(
        found.stream()
            .filter(each -> each.start() == 0 && each.end() == message.text().length())
            .map(Found::filling)
            .toList());
  }

  private static Found found(Message message, int start, int end, Filling filling) {
    return new Found(message.at(start).start(), message.at(end - 1).end(), filling);
  }
}
