package io.railgate.proxy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A collector at the edge of the world: a real HTTP server that reads what it is sent by OTLP, and
 * answers by a script.
 */
public final class OtlpCollector implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Queue<byte[]> bodies = new ConcurrentLinkedQueue<>();
  private final List<SeenSpan> spans = new CopyOnWriteArrayList<>();
  private final List<Map<String, Object>> resources = new CopyOnWriteArrayList<>();
  private final Queue<Map<String, String>> headers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final Set<String> taken = new HashSet<>();
  private volatile Handler<HttpServerRequest> script = OtlpCollector::takes;

  public OtlpCollector() {
    this(new HttpServerOptions());
  }

  /** One that speaks as {@code options} say. */
  public OtlpCollector(HttpServerOptions options) {
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** Host and port. */
  public String place() {
    return "127.0.0.1:" + server.actualPort();
  }

  /** Variables with which spans come here, and soon. */
  public Map<String, String> variables() {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + place(), "OTEL_BSP_SCHEDULE_DELAY", "20");
  }

  /** The same with another one. */
  public Map<String, String> variables(String name, String value) {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put(name, value);
    return variables;
  }

  /** What requests are answered from now on. */
  public void answerWith(Handler<HttpServerRequest> next) {
    script = next;
  }

  /** Answers that all is taken. */
  public static void takes(HttpServerRequest request) {
    request.response().putHeader("content-type", "application/x-protobuf").end();
  }

  /** How many requests have come. */
  public int requests() {
    return requests.get();
  }

  public List<SeenSpan> spans() {
    return List.copyOf(spans);
  }

  /** What the spans are of, once for each request. */
  public List<Map<String, Object>> resources() {
    return List.copyOf(resources);
  }

  public List<Map<String, String>> headers() {
    return List.copyOf(headers);
  }

  /** All that was sent, byte for byte. */
  public String bytes() {
    StringBuilder all = new StringBuilder();
    bodies.forEach(body -> all.append(new String(body, StandardCharsets.UTF_8)).append('\n'));
    return all.toString();
  }

  /**
   * The spans of the next request to the proxy, waiting for them: its own first, then those below
   * it in the order in which they began.
   */
  public List<SeenSpan> next() {
    Eventually.holds("a request is told", () -> untold() != null);
    SeenSpan own = untold();
    taken.add(own.id());
    List<SeenSpan> trace = new ArrayList<>(List.of(own));
    spans.stream()
        .filter(each -> each.parent().equals(own.id()))
        .sorted((one, other) -> Long.compare(one.from(), other.from()))
        .forEach(trace::add);
    return trace;
  }

  private @Nullable SeenSpan untold() {
    return spans.stream()
        .filter(each -> each.kind().equals("SERVER") && !taken.contains(each.id()))
        .findFirst()
        .orElse(null);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void handle(HttpServerRequest request) {
    requests.incrementAndGet();
    request
        .body()
        .onSuccess(
            body -> {
              Map<String, String> sent = new HashMap<>();
              request
                  .headers()
                  .forEach((name, value) -> sent.put(name.toLowerCase(Locale.ROOT), value));
              headers.add(sent);
              read(body.getBytes());
              script.handle(request);
            });
  }

  private void read(byte[] body) {
    bodies.add(body);
    try {
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
      request
          .getResourceSpansList()
          .forEach(
              each -> {
                resources.add(SeenSpan.attributes(each.getResource().getAttributesList()));
                each.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(span -> spans.add(SeenSpan.of(span)));
              });
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
