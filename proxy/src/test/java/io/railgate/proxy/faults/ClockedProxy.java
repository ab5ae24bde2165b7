package io.railgate.proxy.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.embeddings.Sha256;
import io.railgate.proxy.ChildClock;
import io.railgate.proxy.Eventually;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ServedProcess;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A proxy in a process of its own whose time of day is set, in front of two backends. */
final class ClockedProxy implements AutoCloseable {

  /** Clients' keys: one may ask as often as it likes, the other twice a minute. */
  static final String FREE = "rg-free";

  static final String LIMITED = "rg-limited";

  private static final String VISITS =
      """
      rails:
        book:
          says: ["I would like an appointment {day}", "book a visit on {day}"]
          slots: {day: {date: {from: today, to: +1y}, ask: "Which day?"}}
          prompt: Explain how to book a visit on {day}.
      """;

  final ScriptedBackend first = new ScriptedBackend();
  final ScriptedBackend second = new ScriptedBackend();
  final RailSetFolder folder;
  private final ChildClock clock;
  private final Path audit;
  private final ServedProcess process;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Skips the test where a child's clock cannot be set. */
  ClockedProxy(Path temp) throws IOException {
    clock = ChildClock.in(temp);
    audit = temp.resolve("audit.jsonl");
    folder =
        new RailSetFolder(temp.resolve("bank"))
            .settings(settings(audit))
            .rails("visits.yml", VISITS);
    Map<String, String> variables = new HashMap<>(clock.variables());
    variables.put("FIRST", first.url().toString());
    variables.put("SECOND", second.url().toString());
    process =
        ServedProcess.serve(
            folder.path(), variables, List.of("-Xmx192m"), temp.resolve("serve.log"));
  }

  /** In step with the machine's clock, and nothing was asked. */
  void begin() {
    setClock(Duration.ZERO);
    first.forget();
    second.forget();
  }

  /** Sets the proxy's clock: so far ahead of the machine's. */
  void setClock(Duration ahead) {
    clock.set(ahead);
  }

  /** Asks by a key; the answer, or that there is none within 30 s. */
  CompletableFuture<HttpResponse<String>> ask(
      String key, String id, String message, boolean stream) {
    String body =
        "{\"model\":\"m\",\"stream\":%s,\"messages\":[%s]}"
            .formatted(stream, TestProxy.user(message));
    return http.sendAsync(
        HttpRequest.newBuilder(URI.create(process.url() + "/chat/completions"))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + key)
            .header("x-request-id", id)
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** The one line of the audit for a request, once it is there. */
  JsonNode audited(String id) {
    Eventually.holds("a line for " + id, () -> !lines(id).isEmpty());
    List<JsonNode> lines = lines(id);
    if (lines.size() > 1) {
      throw new AssertionError(lines.size() + " lines for " + id);
    }
    return lines.getFirst();
  }

  JsonNode railSet() {
    return json(management("GET", "/railset").body());
  }

  HttpResponse<String> management(String method, String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(process.managementUrl() + path))
              .method(method, BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.close();
    http.close();
    first.close();
    second.close();
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String settings(Path audit) {
    return """
        railgate: 1
        name: test-bank
        backend:
          url: ${FIRST}
          model: approved-model
          fallbacks: [{url: "${SECOND}"}]
          timeout: {connect: 2s, first-byte: 10s, idle: 2s, total: 1m}
        otherwise: {refuse: I can help with cards only.}
        keys:
          - {id: free, sha256: %s}
          - {id: limited, sha256: %s, requests-per-minute: 2}
        audit: {file: "%s"}
        """
        .formatted(Sha256.hex(FREE), Sha256.hex(LIMITED), audit);
  }

  private List<JsonNode> lines(String id) {
    try {
      return Files.readString(audit)
          .lines()
          .filter(line -> line.contains("\"" + id + "\"") && line.endsWith("}"))
          .map(ClockedProxy::json)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
