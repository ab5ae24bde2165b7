package io.railgate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The distribution that {@code mvn package -Pdist} makes, unpacked where nothing else is. */
@EnabledIfSystemProperty(named = "railgate.distribution", matches = ".+")
class DistributionIT {

  private static final String LISTENING = "Listening on ";

  @TempDir static Path temp;
  private static Path home = Path.of("");
  private static List<Path> unpacked = List.of();

  @BeforeAll
  static void unpack() throws Exception {
    Path archive = Path.of(System.getProperty("railgate.distribution")).toRealPath();
    Path folder = Files.createDirectories(temp.resolve("a folder"));
    Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder + "").start();
    assertThat(tar.waitFor()).isZero();
    home = onlyEntry(folder);
    unpacked = files();
  }

  @AfterAll
  static void nothingWasWrittenThere() throws IOException {
    assertThat(files()).isEqualTo(unpacked);
  }

  @Test
  void holdsWhatIsPromised() {
    assertThat(archiveName()).isEqualTo(home.getFileName() + ".tar.gz");
    assertThat(home.resolve("bin/railgate")).isExecutable();
    for (String file : List.of("LICENSE", "README.md", "CHANGELOG.md", "rails/LANGUAGE.md")) {
      assertThat(home.resolve(file)).isNotEmptyFile();
    }
    for (String set : List.of("bank", "bicycles")) {
      assertThat(home.resolve("examples").resolve(set).resolve("tests")).isNotEmptyDirectory();
    }
  }

  @Test
  void runsThroughALinkFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("rg"), home.resolve("bin/railgate"));

    Process process = start(link.toString(), "--version");

    assertThat(output(process)).matches("railgate \\S+\\RJava \\S+\\R");
  }

  @Test
  void testsAnExample() throws Exception {
    Process process = start(launcher(), "test", home.resolve("examples/bicycles").toString());

    assertThat(output(process)).contains(": all passed\n");
  }

  @Test
  void servesAnExample() throws Exception {
    String set = home.resolve("examples/bicycles").toString();
    Process process = start(launcher(), "serve", set, "--port", "0", "--management-port", "0");
    try {
      HttpResponse<String> answer = ask(url(process.inputReader(StandardCharsets.UTF_8)));

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("We are open Tuesday to Saturday");
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static HttpResponse<String> ask(URI url) throws IOException, InterruptedException {
    String question =
        """
        {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "what time do you open"}]}
        """;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(question))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static URI url(BufferedReader printed) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = printed.readLine(); line != null; line = printed.readLine()) {
      lines.add(line);
      if (line.startsWith(LISTENING)) {
        return URI.create(line.substring(LISTENING.length()));
      }
    }
    throw new AssertionError("it did not listen: " + lines);
  }

  /** With the Java of this test, and nothing else of its environment that the launcher looks at. */
  private static Process start(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("RAILGATE_BACKEND_URL");
    builder.environment().remove("RAILGATE_JAVA_OPTIONS");
    return builder.redirectErrorStream(true).start();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private static String launcher() {
    return home.resolve("bin/railgate").toString();
  }

  private static String archiveName() {
    return Path.of(System.getProperty("railgate.distribution")).getFileName().toString();
  }

  private static Path onlyEntry(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all = entries.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(home)) {
      return walk.sorted().toList();
    }
  }
}
