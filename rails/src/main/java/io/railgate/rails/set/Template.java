package io.railgate.rails.set;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with placeholders such as {@code {amount}}. Other braces are text, and <code>{{amount}}
 * </code> stands for the text {@code {amount}}.
 *
 * @param source as the author wrote it
 * @param parts what it is made of, in order
 */
public record Template(String source, List<Part> parts) {

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\{(?<escaped>\\{\\s*[A-Za-z][A-Za-z0-9_-]*\\s*})}|\\{(?<slot>[a-z][a-z0-9-]*)}");

  public Template {
    parts = List.copyOf(parts);
  }

  /** A piece of a template. */
  public sealed interface Part {

    /** Words that stand for themselves. */
    record Words(String text) implements Part {}

    /** A hole that the value of a slot fills. */
    record Hole(String slot) implements Part {}
  }

  public static Template of(String source) {
    List<Part> parts = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(source);
    int end = 0;
    while (matcher.find()) {
      words.append(source, end, matcher.start());
      end = matcher.end();
      if (matcher.group("slot") == null) {
        words.append(matcher.group("escaped"));
        continue;
      }
      addWords(parts, words);
      parts.add(new Part.Hole(matcher.group("slot")));
    }
    words.append(source, end, source.length());
    addWords(parts, words);
    return new Template(source, parts);
  }

  /** A text without holes, whatever braces are in it. */
  public static Template words(String text) {
    return new Template(text, List.of(new Part.Words(text)));
  }

  /** The slots that have a hole here, in order of their first. */
  public Set<String> slots() {
    return parts.stream()
        .filter(Part.Hole.class::isInstance)
        .map(part -> ((Part.Hole) part).slot())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The text with its holes filled.
   *
   * @throws IllegalArgumentException if a slot has no value
   */
  public String fill(Map<String, String> values) {
    return fill(
        slot -> {
          if (!values.containsKey(slot)) {
            throw new IllegalArgumentException("no value for {" + slot + "}");
          }
          return values.getOrDefault(slot, "");
        });
  }

  /** The text with its holes filled by {@code value} of each slot's name. */
  public String fill(Function<String, String> value) {
    return parts.stream()
        .map(
            part ->
                switch (part) {
                  case Part.Words(String text) -> text;
                  case Part.Hole(String slot) -> value.apply(slot);
                })
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return source;
  }

  private static void addWords(List<Part> parts, StringBuilder words) {
    if (!words.isEmpty()) {
      parts.add(new Part.Words(words.toString()));
      words.setLength(0);
    }
  }
}
