package io.railgate.rails.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Spoils texts at random: mostly a little, as a slip of the hand does, and sometimes much. */
final class Mutator {

  private static final String STRUCTURE = ":-?,[]{}#&*!|>'\"%@`\\$. \t\n\r~<=_/";

  private static final List<String> STRANGE =
      List.of(
          "\u0000",
          "\u0007",
          "\u007F",
          "\u0085",
          "\u00A0",
          "\u00AD",
          "\u200B",
          "\u200D",
          "\u2028",
          "\u2029",
          "\u202E",
          "\uFEFF",
          "\uFFFE",
          "\uFFFF",
          "é",
          "ß",
          "İ",
          "日",
          "\uD83D\uDE00",
          "\uDBFF\uDFFF",
          "\r\n",
          "\t");

  private static final List<String> HOSTILE =
      List.of(
          "",
          "~",
          "null",
          "''",
          "\"",
          "'",
          "*a",
          "&a",
          "&a [*a]",
          "!x y",
          "!!binary x",
          "%",
          "@",
          "`",
          "${",
          "${X}",
          "${X:-}",
          "${X:-y}",
          "${FOR_TESTS}",
          "$",
          "{}",
          "[]",
          "{",
          "}",
          "[",
          "]",
          "{{x}}",
          "{x}",
          "{X}",
          "{ x }",
          "-",
          "- x",
          ":",
          "a: b",
          "?",
          "? x",
          "|",
          ">",
          ">-",
          "|9",
          "#",
          "<<",
          "<<: *a",
          "---",
          "...",
          "1e999",
          "-0",
          "0",
          "-1",
          "0.000000001",
          "99999999999999999999999",
          "0x10",
          "1_000",
          "NaN",
          ".inf",
          "+99999y",
          "-99999y",
          "+999999y",
          "today",
          "2026-02-30",
          "+999999999-12-31",
          "-999999999-01-01",
          "12:30",
          "yes",
          "true",
          "false",
          "100%",
          "0%",
          "50.0001%",
          "cards.*",
          "*.cards",
          "a.b.c",
          ".",
          "..",
          "../",
          "/",
          "/etc",
          "./",
          "./own",
          "a\\b",
          "UTC+99",
          "GMT0",
          "Europe/Berlin",
          "http://[::1",
          "https://a:b@c",
          "(?=a)",
          "(((a{1000}){1000}){1000})",
          "\\pL{1000}",
          "(a*)*",
          "[z-a]",
          "\\",
          "\\C",
          "(?i)x",
          "\\Qa",
          "a{2",
          "{prompt: {prompt: x}}",
          "[[[[[[[[]]]]]]]]",
          "x".repeat(3000),
          "é".repeat(200),
          "one two ".repeat(500),
          "sk-proj-abc123");

  private final Random random;
  private final List<String> corpus;

  /**
   * Makes a mutator.
   *
   * @param corpus texts that pieces are taken from
   */
  Mutator(Random random, List<String> corpus) {
    this.random = random;
    this.corpus = corpus;
  }

  /** A spoiled copy. */
  byte[] spoil(String text) {
    int steps = random.nextInt(4) == 0 ? 2 + random.nextInt(10) : 1;
    String spoiled = text;
    for (int i = 0; i < steps; i++) {
      spoiled = step(spoiled);
    }
    byte[] bytes = spoiled.getBytes(UTF_8);
    return random.nextInt(20) == 0 ? spoilBytes(bytes) : bytes;
  }

  private String step(String text) {
    return switch (random.nextInt(12)) {
      case 0 -> lines(text, lines -> lines.remove(at(lines)));
      case 1 -> lines(text, lines -> lines.add(at(lines), lines.get(at(lines))));
      case 2 -> lines(text, lines -> Collections.swap(lines, at(lines), at(lines)));
      case 3 -> lines(text, this::indent);
      case 4 -> splice(text, "");
      case 5 -> splice(text, character());
      case 6 -> splice(text, pick(STRANGE));
      case 7 -> insert(text, character());
      case 8 -> text.substring(0, cut(text));
      case 9 -> insert(text, piece(pick(corpus)));
      default -> lines(text, this::replaceScalar);
    };
  }

  private interface Edit {
    void accept(List<String> lines);
  }

  private static String lines(String text, Edit edit) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    edit.accept(lines);
    return String.join("\n", lines);
  }

  private void indent(List<String> lines) {
    int line = at(lines);
    String content = lines.get(line);
    lines.set(
        line,
        random.nextBoolean()
            ? (random.nextInt(8) == 0 ? "\t" : " ".repeat(1 + random.nextInt(3))) + content
            : content.replaceFirst("^ {1," + (1 + random.nextInt(3)) + "}", ""));
  }

  /** Puts something else behind a colon, behind a hyphen, or in place of a key. */
  private void replaceScalar(List<String> lines) {
    int line = at(lines);
    String content = lines.get(line);
    int colon = content.indexOf(": ");
    int hyphen = content.indexOf("- ");
    String hostile = pick(HOSTILE);
    if (colon > 0 && random.nextInt(4) == 0) {
      lines.set(line, content.replaceFirst("\\S[^:]*:", "") + hostile + content.substring(colon));
    } else if (colon > 0) {
      lines.set(line, content.substring(0, colon + 2) + hostile);
    } else if (hyphen >= 0) {
      lines.set(line, content.substring(0, hyphen + 2) + hostile);
    } else {
      lines.set(line, content + hostile);
    }
  }

  /** Replaces one character. */
  private String splice(String text, String by) {
    int at = cut(text);
    return text.substring(0, at) + by + text.substring(Math.min(text.length(), at + 1));
  }

  private String insert(String text, String more) {
    int at = cut(text);
    return text.substring(0, at) + more + text.substring(at);
  }

  private String character() {
    return random.nextBoolean()
        ? String.valueOf(STRUCTURE.charAt(random.nextInt(STRUCTURE.length())))
        : String.valueOf((char) (' ' + random.nextInt(95)));
  }

  private String piece(String text) {
    int from = cut(text);
    return text.substring(from, Math.min(text.length(), from + random.nextInt(200)));
  }

  private byte[] spoilBytes(byte[] bytes) {
    byte[] spoiled = bytes.clone();
    if (random.nextInt(4) == 0) {
      spoiled = new byte[random.nextInt(300)];
      random.nextBytes(spoiled);
    }
    for (int i = 0; i < 3 && spoiled.length > 0; i++) {
      spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
    }
    return spoiled;
  }

  private int cut(String text) {
    return random.nextInt(text.length() + 1);
  }

  private int at(List<String> lines) {
    return random.nextInt(lines.size());
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
