package io.railgate.rails;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks of {@code LANGUAGE.md}. */
public final class LanguageReference {

  private static final Path REFERENCE = Path.of("LANGUAGE.md");
  private static final Pattern FENCE =
      Pattern.compile("^```(?<info>.*)\\n(?<text>(?:(?!```).*\\n)*)```$", Pattern.MULTILINE);
  private static final Pattern FILE =
      Pattern.compile("# (?<file>railgate\\.yml|encoder\\.yml|(?:rails|tests)/[a-z0-9-]+\\.yml)");

  private LanguageReference() {}

  /**
   * A code block.
   *
   * @param section heading of the {@code ##} section that it is in
   * @param info what stands after the opening fence: {@code yaml}, {@code yaml broken}
   * @param line of the opening fence, from 1
   */
  public record Block(String section, String info, String text, int line) {

    /**
     * The file of a rail set that its first line names.
     *
     * @throws IllegalStateException if it names none
     */
    public String file() {
      Matcher first = FILE.matcher(text.lines().findFirst().orElse(""));
      if (!first.matches()) {
        throw new IllegalStateException(
            this + ": the first line names no file of a set, as in: # rails/cards.yml");
      }
      return first.group("file");
    }

    @Override
    public String toString() {
      return REFERENCE + ":" + line;
    }
  }

  /** All blocks, in order. */
  public static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    String text = Files.readString(REFERENCE, StandardCharsets.UTF_8);
    Matcher fence = FENCE.matcher(text);
    while (fence.find()) {
      String before = text.substring(0, fence.start());
      int heading = before.lastIndexOf("\n## ") + 1;
      String section = before.substring(heading).lines().findFirst().orElse("");
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      blocks.add(new Block(section, fence.group("info"), fence.group("text"), line));
    }
    return List.copyOf(blocks);
  }

  /** The sound YAML of each section, as one rail set. */
  public static Map<String, List<Block>> sets() throws IOException {
    Map<String, List<Block>> sets = new LinkedHashMap<>();
    for (Block block : blocks()) {
      if (block.info().equals("yaml")) {
        sets.computeIfAbsent(block.section(), section -> new ArrayList<>()).add(block);
      }
    }
    return sets;
  }
}
