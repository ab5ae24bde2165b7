package io.railgate.rails;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes rail sets for tests: a sound one at first, which a test then changes. */
public final class RailSetFolder {

  public static final String SETTINGS =
      """
      railgate: 1
      name: test-bank
      backend:
        url: demo
        model: test-model
      otherwise:
        refuse: I can help with cards only.
      """;

  public static final String CARDS =
      """
      rails:
        report-lost:
          about: Report a lost card
          says:
            - I lost my card
            - my card was stolen
          prompt: Explain how a customer blocks a lost card.
        greeting:
          says: [hello, good morning]
          reply: Hello! Ask me about cards.
        politics:
          says: [who should I vote for]
          refuse: I do not talk about politics.
      """;

  private final Path folder;

  public RailSetFolder(Path folder) {
    this.folder = folder;
    settings(SETTINGS).rails("cards.yml", CARDS);
  }

  public Path path() {
    return folder;
  }

  public RailSetFolder settings(String yaml) {
    return write("railgate.yml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  public RailSetFolder rails(String file, String yaml) {
    return write("rails/" + file, yaml.getBytes(StandardCharsets.UTF_8));
  }

  public RailSetFolder write(String file, byte[] content) {
    try {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
