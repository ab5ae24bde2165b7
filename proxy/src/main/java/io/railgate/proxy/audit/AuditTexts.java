package io.railgate.proxy.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.comparison.Dialogue;
import io.railgate.rails.set.Place;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What users said, as an audit with {@code text: whole} has it.
 *
 * @param dialogues each once, and none that only begins another
 * @param lines that hold what was said
 * @param without lines that do not
 * @param others lines that are none of an audit
 */
public record AuditTexts(List<Dialogue> dialogues, int lines, int without, int others) {

  public AuditTexts {
    dialogues = List.copyOf(dialogues);
  }

  /**
   * Reads files in order.
   *
   * @throws IOException if one cannot be read
   */
  public static AuditTexts read(List<Path> files) throws IOException {
    Reading reading = new Reading();
    for (Path file : files) {
      reading.file(file);
    }
    return reading.done();
  }

  private static final class Reading {

    private final List<Dialogue> dialogues = new ArrayList<>();
    private int without;
    private int others;

    void file(Path file) throws IOException {
      // What is not UTF-8 is read as what it is not, and then is no line of an audit.
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
        int number = 1;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          line(line, new Place(file.toString(), number++, 1));
        }
      }
    }

    private void line(String text, Place place) {
      try {
        ObjectNode line = Json.readObject(text);
        List<String> said = new ArrayList<>();
        for (JsonNode message : line.path(AuditLine.SAID)) {
          said.add(message.asText());
        }
        if (!line.path("request").isTextual()) {
          others++;
        } else if (said.isEmpty()) {
          without++;
        } else {
          dialogues.add(new Dialogue(said, place));
        }
      } catch (Json.NotJson e) {
        others++;
      }
    }

    /** A client sends the whole conversation each time: its last line holds the ones before. */
    AuditTexts done() {
      Set<List<String>> begun = new HashSet<>();
      for (Dialogue dialogue : dialogues) {
        for (int length = 1; length < dialogue.messages().size(); length++) {
          begun.add(dialogue.messages().subList(0, length));
        }
      }
      List<Dialogue> longest =
          dialogues.stream().filter(dialogue -> !begun.contains(dialogue.messages())).toList();
      return new AuditTexts(Dialogue.distinct(longest), dialogues.size(), without, others);
    }
  }
}
