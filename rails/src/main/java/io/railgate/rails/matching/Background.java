package io.railgate.rails.matching;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Prompts that people send to chatbots and that belong to no rail set in particular: what a set's
 * confidence is calibrated against. They stand in {@code background.txt}, one a line, under heads
 * that begin with {@code #}.
 */
public final class Background {

  private static final String FILE = "background.txt";

  private static final String TEXT = read();

  private Background() {}

  /** The prompts, in the order of the file. */
  public static List<String> prompts() {
    return TEXT.lines().filter(line -> !line.isBlank() && !line.startsWith("# ")).toList();
  }

  /** The file whole: whoever changes a prompt changes what is decided. */
  static String text() {
    return TEXT;
  }

  private static String read() {
    try (InputStream in = Background.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing beside " + Background.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
