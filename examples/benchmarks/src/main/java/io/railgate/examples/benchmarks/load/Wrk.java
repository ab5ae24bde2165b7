package io.railgate.examples.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The load generator wrk: so many connections, each of which asks again once it is answered. */
final class Wrk {

  private static final String SCRIPT = "chat.lua";

  private final Cores cores;
  private final Path script;

  /**
   * Readies it.
   *
   * @param folder is written its script
   */
  Wrk(Cores cores, Path folder) throws IOException {
    this.cores = cores;
    this.script = folder.resolve(SCRIPT);
    try (InputStream in = Wrk.class.getResourceAsStream(SCRIPT)) {
      Files.copy(Objects.requireNonNull(in, SCRIPT), script);
    }
  }

  /**
   * Asks for chat completions, one message of {@code prompts} after the other, and again from the
   * first once all are sent.
   *
   * @param url base URL of the API
   * @param prompts a file of one message a line
   */
  Tally run(URI url, Path prompts, int connections, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "wrk",
            "--threads=1",
            "--connections=" + connections,
            "--duration=" + seconds + "s",
            "--timeout=10s",
            "--script=" + script,
            url + "/chat/completions",
            "--",
            prompts.toString());
    Process wrk = new ProcessBuilder(cores.hold(command)).redirectErrorStream(true).start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (wrk.waitFor() != 0) {
      throw new IOException("wrk: " + said.strip());
    }
    return Tally.parse(
        said.lines()
            .filter(line -> line.startsWith("{"))
            .findFirst()
            .orElseThrow(() -> new IOException("wrk: " + said.strip())));
  }
}
