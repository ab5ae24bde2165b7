package io.railgate.proxy.server;

import io.railgate.embeddings.EncoderPool;
import io.railgate.proxy.access.BucketRates;
import io.railgate.proxy.access.ClientKeys;
import io.railgate.proxy.access.Rates;
import io.railgate.proxy.audit.AuditLog;
import io.railgate.proxy.backend.Backend;
import io.railgate.proxy.metrics.Metrics;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.shared.GivenReplies;
import io.railgate.proxy.shared.RememberedReplies;
import io.railgate.proxy.shared.SharedRates;
import io.railgate.proxy.shared.SharedReplies;
import io.railgate.proxy.shared.SharedStore;
import io.railgate.proxy.tracing.Outcome;
import io.railgate.proxy.tracing.Tracing;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.AnswerSettings.Exposed;
import io.railgate.rails.set.Mode;
import io.railgate.rails.set.Models;
import io.railgate.rails.set.OpenedField;
import io.railgate.rails.set.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every exchange works with.
 *
 * @param audit the record of decisions; empty if none is kept
 * @param shared what replicas share; empty if this proxy stands alone
 * @param opened fields of a request that are forwarded as they came
 */
record Service(
    Vertx vertx,
    RailEngine engine,
    EncoderPool encoders,
    Backend backend,
    TurnMemory memory,
    GivenReplies given,
    Capacity capacity,
    Metrics metrics,
    ClientKeys keys,
    Rates rates,
    Clock clock,
    Optional<AuditLog> audit,
    Optional<SharedStore> shared,
    Tracing tracing,
    Set<String> opened) {

  /** What exchanges by the rules of {@code engine} work with, if no set was served before. */
  static Service of(
      Vertx vertx,
      RailEngine engine,
      EncoderPool encoders,
      Backend backend,
      Metrics metrics,
      Clock clock,
      Optional<AuditLog> audit,
      Optional<SharedStore> shared,
      Tracing tracing) {
    Rates own = new BucketRates(System::nanoTime);
    return new Service(
        vertx,
        engine,
        encoders,
        backend,
        new TurnMemory(engine),
        shared.<GivenReplies>map(SharedReplies::new).orElseGet(RememberedReplies::new),
        new Capacity(),
        metrics,
        ClientKeys.of(engine.railSet().settings().access()),
        shared.<Rates>map(store -> new SharedRates(store, own)).orElse(own),
        clock,
        audit,
        shared,
        tracing,
        opened(engine));
  }

  /** The same for another set: what was given to clients is remembered, and bounds are shared. */
  Service with(RailEngine next, EncoderPool nextEncoders, Backend nextBackend) {
    return new Service(
        vertx,
        next,
        nextEncoders,
        nextBackend,
        new TurnMemory(next),
        given,
        capacity,
        metrics,
        ClientKeys.of(next.railSet().settings().access()),
        rates,
        clock,
        audit,
        shared,
        tracing,
        opened(next));
  }

  private static Set<String> opened(RailEngine engine) {
    return engine.railSet().settings().forward().stream()
        .map(OpenedField::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  Settings settings() {
    return engine.railSet().settings();
  }

  /** Whether requests are forwarded as they came, whatever is decided. */
  boolean monitors() {
    return settings().mode() instanceof Mode.Monitor;
  }

  /** Whether clients are told what was decided. */
  boolean exposes() {
    return settings().answers().exposed() == Exposed.DECISION;
  }

  ClientAnswer answer(HttpServerRequest request, RequestId id) {
    return new ClientAnswer(vertx, request, id, exposes());
  }

  Models models() {
    return settings().backend().models();
  }

  /** A client's name for a model, if it is one of those that the set offers. */
  Optional<String> offered(@Nullable String named) {
    return Optional.ofNullable(named).filter(models().listed()::contains);
  }

  /** How a request ended under the rules of this set. */
  Outcome outcome(int status, Optional<String> error, Optional<Decision> decision) {
    return new Outcome(status, error, decision, engine.digest(), settings().mode().word());
  }

  /**
   * The model to ask.
   *
   * @param named by the client
   * @throws ApiError if the client may not ask for it
   */
  String model(Optional<String> named) {
    if (named.isEmpty()) {
      return models()
          .fixed()
          .orElseThrow(() -> ApiError.badField("model", "is missing, expected a model's name"));
    }
    return models()
        .forwarded(named.get())
        .orElseThrow(
            () ->
                ApiError.invalid(
                    404, "model_not_found", "there is no such model; see GET /v1/models"));
  }

  /** The day that "today" is where the set is. */
  LocalDate today() {
    return LocalDate.now(clock.withZone(settings().conversation().zone()));
  }
}
