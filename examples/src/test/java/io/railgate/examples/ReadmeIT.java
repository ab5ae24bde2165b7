package io.railgate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSet;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands print what it says they print, and its rail set loads. */
class ReadmeIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\n(.*?)\\n```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile(" +[01]\\.\\d{3}  [a-z.-]+(  \".*\"  examples/.*:\\d+:\\d+)?");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  /** A fenced block of the README and its language. */
  private record Block(String language, String text) {}

  @Test
  void servesAndAnswersAsPrinted() throws Exception {
    int port = freePort();
    int managementPort = freePort();
    Block serve = only("./railgate serve examples/bank");
    Process proxy = start(serve.text + " --port " + port + " --management-port " + managementPort);
    try (BufferedReader printed = proxy.inputReader(StandardCharsets.UTF_8)) {
      assertThat(readUntilListening(printed))
          .map(ReadmeIT::withoutWhatVaries)
          .isEqualTo(
              after("`serve` says what it loaded")
                  .text
                  .lines()
                  .map(ReadmeIT::withoutWhatVaries)
                  .toList());

      List<Block> blocks = blocks();
      int asked = 0;
      for (int i = 0; i < blocks.size(); i++) {
        if (blocks.get(i).text.startsWith("curl ")) {
          String curl = blocks.get(i).text.replace("127.0.0.1:8080", "127.0.0.1:" + port);
          assertThat(answer(output(start(curl)))).isEqualTo(answer(blocks.get(i + 1).text));
          asked++;
        }
      }
      assertThat(asked).isEqualTo(2);
    } finally {
      proxy.destroy();
      assertThat(proxy.waitFor(10, TimeUnit.SECONDS)).as("ends on SIGTERM").isTrue();
    }
  }

  @Test
  void explainsAndChecksAsPrinted() throws Exception {
    List<Block> blocks = blocks();
    int run = 0;
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i).text.matches("\\./railgate (explain|check|test) .*")) {
        String printed = output(start(blocks.get(i).text));
        assertThat(withoutExamples(printed.strip()))
            .isEqualTo(withoutExamples(blocks.get(i + 1).text));
        run++;
      }
    }
    assertThat(run).isEqualTo(4);
  }

  /** Cosines, and so what is near, may differ a little between kinds of processors. */
  private static List<String> withoutExamples(String explanation) {
    return explanation.lines().filter(line -> !EXAMPLE.matcher(line).matches()).toList();
  }

  @Test
  void theRailSetLoads() throws Exception {
    List<Block> yaml = blocks().stream().filter(block -> block.language.equals("yaml")).toList();
    assertThat(yaml).hasSize(2);
    Files.createDirectories(temp.resolve("rails"));
    Files.writeString(temp.resolve("railgate.yml"), yaml.get(0).text);
    Files.writeString(temp.resolve("rails/cards.yml"), yaml.get(1).text);

    RailSet set = RailSetReader.read(temp, name -> null);

    assertThat(set.rails())
        .extracting(rail -> rail.id().toString())
        .containsExactly("cards.report-lost", "cards.yes", "cards.exchange", "cards.politics");
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    Pattern link = Pattern.compile("]\\(([^)#:]+)\\)");
    for (MatchResult match : link.matcher(readme()).results().toList()) {
      assertThat(ROOT.resolve(match.group(1))).exists();
    }
  }

  private static List<String> readUntilListening(BufferedReader printed) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = "";
    while (!line.startsWith("Listening") && (line = printed.readLine()) != null) {
      lines.add(line);
    }
    return lines;
  }

  /** Ports and seconds. */
  private static String withoutWhatVaries(String line) {
    return line.replaceAll("127\\.0\\.0\\.1:\\d+", "HOST").replaceAll("\\d+\\.\\d s$", "TIME");
  }

  /** A completion without what is new in each. */
  private static JsonNode answer(String json) throws IOException {
    return ((ObjectNode) JSON.readTree(json)).without(Set.of("id", "created"));
  }

  /** A command in the repository's root; what it says on its error stream is for the test's log. */
  private static Process start(String command) throws IOException {
    return new ProcessBuilder("sh", "-c", "exec " + command)
        .directory(ROOT.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return output;
  }

  private static Block only(String start) throws IOException {
    List<Block> found = blocks().stream().filter(block -> block.text.startsWith(start)).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static Block after(String words) throws IOException {
    String readme = readme();
    return blocks(readme.substring(readme.indexOf(words))).getFirst();
  }

  private static List<Block> blocks() throws IOException {
    return blocks(readme());
  }

  private static List<Block> blocks(String markdown) {
    return BLOCK
        .matcher(markdown)
        .results()
        .map(match -> new Block(match.group(1), match.group(2)))
        .toList();
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
