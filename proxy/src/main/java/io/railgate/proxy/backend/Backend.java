package io.railgate.proxy.backend;

import io.railgate.proxy.openai.ForwardedRequest;
import io.railgate.proxy.tls.BackendTrust;
import io.railgate.proxy.tls.Renewal;
import io.railgate.proxy.tls.TlsState;
import io.railgate.proxy.tls.TlsUnusable;
import io.railgate.proxy.tracing.CallTrace;
import io.railgate.proxy.tracing.Inference;
import io.railgate.proxy.tracing.Trace;
import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.BackendSettings.Fallback;
import io.railgate.rails.set.BackendTls;
import io.railgate.rails.set.Secret;
import io.railgate.rails.set.Timeouts;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A client of an OpenAI-compatible endpoint, and of those that stand in for it. Connections are
 * kept and shared. Safe for many threads; a call lives on the event loop that made it.
 */
public final class Backend {

  /** Most connections to the endpoint from one event loop's calls; those beyond them wait. */
  private static final int MAX_CONNECTIONS = 256;

  /** Most calls that wait for a connection; more fail at once. */
  private static final int MAX_WAITING = 1024;

  /** How often, at most, the files of certificates are looked at: as calls come. */
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final HttpClientAgent client;
  private final Optional<Renewal<BackendTrust>> renewal;
  private final AtomicLong looked = new AtomicLong(System.nanoTime());
  private final List<Endpoint> endpoints;
  private final Timeouts timeouts;
  private volatile BackendState state = BackendState.unknown(Instant.now());

  /**
   * Makes a client; it connects when it is first used.
   *
   * @param url base URL, such as {@code https://api.openai.com/v1}
   * @throws TlsUnusable if a certificate that the settings name cannot be used
   */
  public Backend(Vertx vertx, URI url, BackendSettings settings) {
    this.endpoints = endpoints(url, settings);
    this.timeouts = settings.timeouts();
    BackendTrust trust = BackendTrust.read(settings.tls(), Instant.now());
    ClientSSLOptions tls = trust.options();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(true)
                .setTcpNoDelay(true)
                .setConnectTimeout(Math.toIntExact(timeouts.connect().toMillis()))
                .setVerifyHost(true)
                .setEnabledSecureTransportProtocols(tls.getEnabledSecureTransportProtocols())
                .setTrustOptions(tls.getTrustOptions())
                .setKeyCertOptions(tls.getKeyCertOptions()),
            new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
    this.renewal =
        settings.tls().equals(BackendTls.USUAL)
            ? Optional.empty()
            : Optional.of(
                new Renewal<>(
                    vertx,
                    "backend",
                    trust,
                    () -> BackendTrust.read(settings.tls(), Instant.now()),
                    BackendTrust::notAfter,
                    next -> client.updateSSLOptions(next.options())));
  }

  /** How the certificates for this endpoint stand; empty if it has none of its own. */
  public Optional<TlsState> tls() {
    return renewal.map(Renewal::state);
  }

  private static List<Endpoint> endpoints(URI url, BackendSettings settings) {
    boolean several = !settings.fallbacks().isEmpty();
    List<Endpoint> endpoints = new ArrayList<>();
    endpoints.add(
        new Endpoint(url, settings.apiKey(), Optional.empty(), several, System::nanoTime));
    for (Fallback each : settings.fallbacks()) {
      endpoints.add(
          new Endpoint(
              each.target().url(), each.apiKey(), each.model(), several, System::nanoTime));
    }
    return List.copyOf(endpoints);
  }

  /** Base URL of the first endpoint. */
  public URI url() {
    return endpoints.getFirst().url();
  }

  public Timeouts timeouts() {
    return timeouts;
  }

  /**
   * Asks for a chat completion.
   *
   * @param trace is told of each attempt
   */
  public BackendCall complete(ForwardedRequest request, Trace trace) {
    return call(
        endpoint -> {
          ForwardedRequest asked = request.asking(endpoint.model().orElse(request.model()));
          return attempt(
              endpoint,
              "/chat/completions",
              asked.parameters().stream(),
              Buffer.buffer(asked.toJson()),
              trace.call(endpoint.url(), Inference.of(asked)));
        });
  }

  /**
   * Asks what a client asks.
   *
   * @param path of the route, below {@link #url}
   * @param asked what of the body is told
   * @param body as the client sent it
   * @param trace is told of each attempt
   */
  public BackendCall passOn(String path, Inference asked, Buffer body, Trace trace) {
    return call(
        endpoint ->
            attempt(endpoint, path, asked.stream(), body, trace.call(endpoint.url(), asked)));
  }

  private BackendCall call(Function<Endpoint, Attempt> attempts) {
    renewal.ifPresent(this::lookAgain);
    BackendCall call = new BackendCall(endpoints, attempts);
    call.head().onComplete(head -> note(BackendState.of(head, Instant.now())));
    return call;
  }

  private Attempt attempt(
      Endpoint endpoint, String path, boolean stream, Buffer body, CallTrace trace) {
    String accept = stream ? "text/event-stream" : "application/json";
    RequestOptions options =
        endpoint
            .request(path)
            .putHeader("content-type", "application/json")
            .putHeader("accept", accept)
            .putHeader("user-agent", "railgate");
    endpoint.apiKey().ifPresent(key -> options.putHeader("authorization", "Bearer " + key.value()));
    trace.traceparent().ifPresent(parent -> options.putHeader("traceparent", parent));
    return new Attempt(client.request(options), body, timeouts.firstByte(), trace);
  }

  /** How the last call ended. */
  public BackendState state() {
    return state;
  }

  /** A call that was broken off by its client says nothing of the backend. */
  private void note(BackendState seen) {
    if (!seen.detail().equals(BackendCall.CANCELLED)) {
      state = seen;
    }
  }

  private void lookAgain(Renewal<BackendTrust> certificates) {
    long last = looked.get();
    long now = System.nanoTime();
    if (now - last >= LOOK_NANOS && looked.compareAndSet(last, now)) {
      certificates.check();
    }
  }

  /** {@code text} without the endpoints' keys, should it hold one. */
  public String withoutKey(String text) {
    String clean = text;
    for (Endpoint endpoint : endpoints) {
      if (endpoint.apiKey().isPresent()) {
        Secret key = endpoint.apiKey().get();
        clean = clean.replace(key.value(), key.toString());
      }
    }
    return clean;
  }

  /** Closes its connections; calls that go on end. */
  public void close() {
    var unused = client.close();
  }
}
