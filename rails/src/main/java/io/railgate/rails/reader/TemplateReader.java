package io.railgate.rails.reader;

import io.railgate.rails.set.Template;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads texts with placeholders. A brace around a word that is no slot is a typo. */
final class TemplateReader {

  /** In double braces it is text, and the group is empty. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{\\{[^{}]*}}|\\{(?<name>\\s*\\p{L}[\\p{L}\\p{N}_-]*\\s*)}");

  /** A word or several, which may be meant as a slot whatever stands between them. */
  private static final Pattern IN_BRACES =
      Pattern.compile("\\{\\{[^{}]*}}|\\{(?<words>[^{}]{1,80})}");

  /** Up to where it can be told, so that a search looks at no character often. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_][A-Z0-9_]*+(}|:-)");

  /** Most searches for the slot that was meant: each looks at all slots of the rail. */
  private static final int MAX_SUGGESTIONS = 50;

  /** Most slots that a message names. */
  private static final int MAX_NAMED = 20;

  private final String where;
  private final List<String> slots;
  private final Set<String> names;
  private final Problems problems;
  private int suggestions;

  /**
   * Reads the texts of one rail.
   *
   * @param where what it is, for messages: {@code rail cards.reset-pin}
   * @param slots the names of its slots
   */
  TemplateReader(String where, List<String> slots, Problems problems) {
    this.where = where;
    this.slots = slots;
    this.names = Set.copyOf(slots);
    this.problems = problems;
  }

  /**
   * Reads a text.
   *
   * @param what the text, for messages: {@code prompt}
   */
  Template read(String what, Text text) {
    if (!refuseVariables(what, text)) {
      return Template.of(text.value());
    }
    for (String name : placeholders(text.value())) {
      if (!names.contains(name)) {
        problems.add(text.place(), unknown(what, name));
      }
    }
    refuseMisspelt(what, text);
    return Template.of(text.value());
  }

  /** Adds a problem for a slot's name in other characters: {from account}, {amount.}. */
  private void refuseMisspelt(String what, Text text) {
    Matcher matcher = IN_BRACES.matcher(text.value());
    Set<String> found = new LinkedHashSet<>();
    while (matcher.find()) {
      String words = matcher.group("words");
      if (words != null && !PLACEHOLDER.matcher("{" + words + "}").matches() && found.add(words)) {
        String name = words.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        if (names.contains(name.toLowerCase(Locale.ROOT))) {
          problems.add(text.place(), unknown(what, words));
        }
      }
    }
  }

  /** A text that has no slots. */
  String readPlain(String what, Text text) {
    boolean plain = refuseVariables(what, text);
    for (String name : plain ? placeholders(text.value()) : Set.<String>of()) {
      problems.add(
          text.place(),
          "%s of %s uses {%s}, but it is sent as it stands; write {{%s}} for the text {%s}"
              .formatted(what, where, name, name.strip(), name.strip()));
    }
    return Template.of(text.value()).fill(slot -> slot);
  }

  /** False after a problem was added. */
  private boolean refuseVariables(String what, Text text) {
    if (!VARIABLE.matcher(text.value()).find()) {
      return true;
    }
    problems.add(
        text.place(),
        ("%s of %s holds a variable of the environment, which only railgate.yml can; write the"
                + " text out")
            .formatted(what, where));
    return false;
  }

  private static Set<String> placeholders(String text) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      if (matcher.group("name") != null) {
        names.add(matcher.group("name"));
      }
    }
    return names;
  }

  private String unknown(String what, String name) {
    if (slots.isEmpty()) {
      return "%s uses {%s}, but %s has no slots; declare it under \"slots\", or write {{%s}} for the text {%s}"
          .formatted(what, name, where, name.strip(), name.strip());
    }
    String all =
        slots.stream()
            .limit(MAX_NAMED)
            .map(slot -> "{" + slot + "}")
            .collect(Collectors.joining(", "));
    String more = slots.size() > MAX_NAMED ? ", ..." : "";
    return "%s uses {%s}, but the slots are %s%s%s".formatted(what, name, all, more, meant(name));
  }

  private String meant(String name) {
    if (suggestions == MAX_SUGGESTIONS) {
      return "";
    }
    suggestions++;
    return DidYouMean.closest(name.strip(), slots)
        .map(slot -> "; did you mean {" + slot + "}?")
        .orElse("");
  }
}
