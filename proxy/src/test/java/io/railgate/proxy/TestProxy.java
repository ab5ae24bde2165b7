package io.railgate.proxy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.proxy.server.ProxyOptions;
import io.railgate.proxy.server.ProxyServer;
import io.railgate.proxy.server.StartFailed;
import io.railgate.proxy.tracing.TracesInvalid;
import io.railgate.proxy.tracing.Tracing;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The proxy as it is served, on free ports, with the real encoder, and a plain HTTP client. */
public final class TestProxy implements AutoCloseable {

  private static final Encoder ENCODER = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q);

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final RailEngine engine;
  private final ProxyServer server;

  private TestProxy(RailEngine engine, ProxyServer server) {
    this.engine = engine;
    this.server = server;
  }

  /** Serves the set in {@code folder} as if no variable were set. */
  public static TestProxy serve(Path folder) {
    return serve(folder, Map.of(), ENCODER, ProxyOptions.DEFAULT, Tracing.off());
  }

  /** Serves the set in front of {@code backend}, which its variables name. */
  public static TestProxy serve(Path folder, URI backend) {
    return serve(folder, backend, ENCODER, ProxyOptions.DEFAULT);
  }

  /** Serves with another encoder at work than the one that the examples were embedded with. */
  public static TestProxy serve(Path folder, URI backend, Encoder encoder, ProxyOptions options) {
    return serve(folder, named(backend), encoder, options, Tracing.off());
  }

  /**
   * Serves the set with traces.
   *
   * @param traces OpenTelemetry's variables
   */
  public static TestProxy traced(Path folder, URI backend, Map<String, String> traces) {
    try {
      return serve(folder, named(backend), ENCODER, ProxyOptions.DEFAULT, Tracing.start(traces));
    } catch (TracesInvalid e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> named(URI backend) {
    String url = backend.toString();
    return Map.of("BACKEND", url, "RAILGATE_BACKEND_URL", url, "KEY", "s3cr3t-key");
  }

  private static TestProxy serve(
      Path folder,
      Map<String, String> variables,
      Encoder encoder,
      ProxyOptions options,
      Tracing tracing) {
    try {
      RailEngine engine = RailEngine.load(RailSetReader.read(folder, variables::get), encoder());
      return new TestProxy(
          engine, ProxyServer.start(engine, encoder, options.withPorts(0, 0), tracing, () -> {}));
    } catch (RailSetInvalid | StartFailed e) {
      throw new AssertionError(e);
    }
  }

  /** The encoder that all tests share. */
  public static Encoder encoder() {
    return ENCODER;
  }

  public URI url() {
    return server.url();
  }

  public RailEngine engine() {
    return engine;
  }

  public URI managementUrl() {
    return server.managementUrl();
  }

  /** A chat request with one user message. */
  public HttpResponse<String> ask(String message) {
    return chat("{\"model\":\"m\",\"messages\":[" + user(message) + "]}");
  }

  /** The same, streamed; the body is the whole stream. */
  public HttpResponse<String> askStreamed(String message) {
    return chat("{\"model\":\"m\",\"stream\":true,\"messages\":[" + user(message) + "]}");
  }

  /** A user message as JSON. */
  public static String user(String text) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("role", "user")
        .put("content", text)
        .toString();
  }

  public HttpResponse<String> chat(String body) {
    return send(chatRequest(BodyPublishers.ofString(body)));
  }

  /** Sends a body to a path below {@link #url}. */
  public HttpResponse<String> post(String path, String body) {
    return send(request(path, BodyPublishers.ofString(body)));
  }

  public HttpRequest chatRequest(HttpRequest.BodyPublisher body) {
    return request("/chat/completions", body);
  }

  /** A request whose body is sent in pieces. */
  public HttpRequest request(String path, List<byte[]> pieces) {
    return request(path, BodyPublishers.ofByteArrays(pieces));
  }

  private HttpRequest request(String path, HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(url() + path))
        .header("content-type", "application/json")
        .header("authorization", "Bearer client-key")
        .timeout(Duration.ofSeconds(30))
        .POST(body)
        .build();
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url() + path)).GET().build());
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  public HttpClient client() {
    return client;
  }

  /** Stops the server as a signal does. */
  public void stop() {
    server.close();
  }

  @Override
  public void close() {
    client.close();
    stop();
    engine.close();
  }
}
