package io.railgate.rails.attack;

import io.railgate.rails.set.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What attackers say to any assistant, of our own writing. It stands in {@code attacks.txt}, one a
 * line, under heads that begin with {@code #}.
 */
final class BuiltInAttacks {

  private static final String FILE = "attacks.txt";

  private BuiltInAttacks() {}

  static List<Subject> all() {
    List<Subject> all = new ArrayList<>();
    List<String> lines = read().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank() && !line.startsWith("#")) {
        all.add(new Subject(line, Optional.empty(), new Place("built-in/" + FILE, i + 1, 1)));
      }
    }
    return all;
  }

  private static String read() {
    try (InputStream in = BuiltInAttacks.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing beside " + BuiltInAttacks.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
