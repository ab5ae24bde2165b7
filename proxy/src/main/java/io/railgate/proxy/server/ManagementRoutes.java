package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.backend.BackendState;
import io.railgate.proxy.metrics.Metrics;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.server.Reloads.Report;
import io.railgate.proxy.shared.SharedState;
import io.railgate.proxy.shared.SharedStore;
import io.railgate.proxy.tls.TlsState;
import io.railgate.rails.set.RailSet;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The routes of the management port. The proxy listens only when it is ready, until it stops. */
final class ManagementRoutes {

  private final Vertx vertx;
  private final CurrentSet current;
  private final Supplier<Optional<Reloads>> reloads;
  private final Supplier<Optional<TlsState>> tls;
  private final BooleanSupplier draining;

  /**
   * Routes.
   *
   * @param reloads what loads the set again, if anything does
   * @param tls how the client port's certificate stands, if it has one
   * @param draining whether the proxy takes no more requests, and ends those in flight
   */
  ManagementRoutes(
      Vertx vertx,
      CurrentSet current,
      Supplier<Optional<Reloads>> reloads,
      Supplier<Optional<TlsState>> tls,
      BooleanSupplier draining) {
    this.vertx = vertx;
    this.current = current;
    this.reloads = reloads;
    this.tls = tls;
    this.draining = draining;
  }

  void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/health/live" -> get(request, 200, status("live"));
      case "/health/ready" -> get(request, draining.getAsBoolean() ? 503 : 200, ready());
      case "/metrics" -> metrics(request);
      case "/railset" -> get(request, 200, railSet());
      case "/reload" -> reload(request);
      default -> answer(request, 404, error("there is no such route"));
    }
  }

  /** The states of others are told, and do not count: without them refusals are still answered. */
  private ObjectNode ready() {
    BackendState backend = current.get().service().backend().state();
    ObjectNode body = status(draining.getAsBoolean() ? "draining" : "ready");
    ObjectNode state = body.putObject("backend").put("state", backend.word());
    if (!backend.detail().isEmpty()) {
      state.put("detail", backend.detail()).put("at", backend.at().toString());
    }
    current
        .get()
        .service()
        .shared()
        .map(SharedStore::state)
        .ifPresent(shared -> tell(body, shared));
    return body;
  }

  private static void tell(ObjectNode body, SharedState shared) {
    ObjectNode told = body.putObject("shared").put("state", shared.up() ? "up" : "away");
    told.put("since", shared.since().toString());
    if (!shared.up()) {
      told.put("detail", shared.reason());
    }
  }

  private void metrics(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      request
          .response()
          .putHeader("content-type", Metrics.CONTENT_TYPE)
          .end(current.get().service().metrics().scrape());
    } else {
      notAllowed(request, "GET");
    }
  }

  private static void get(HttpServerRequest request, int status, ObjectNode body) {
    if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
      answer(request, status, body);
    } else {
      notAllowed(request, "GET");
    }
  }

  private void reload(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      notAllowed(request, "POST");
      return;
    }
    Optional<Reloads> loader = reloads.get();
    if (loader.isEmpty()) {
      answer(request, 409, error("this proxy was not started from a folder"));
      return;
    }
    vertx
        .executeBlocking(() -> loader.get().reload("request"), false)
        .onSuccess(report -> answer(request, report.succeeded() ? 200 : 422, json(report)))
        .onFailure(failure -> answer(request, 500, error("the reload failed; see the log")));
  }

  private ObjectNode railSet() {
    Generation generation = current.get();
    RailSet set = generation.service().engine().railSet();
    ObjectNode body =
        Json.object()
            .put("name", set.settings().name())
            .put("digest", generation.service().engine().digest())
            .put("rails", set.rails().size())
            .put("examples", set.exampleCount())
            .put("unread_examples", generation.service().engine().unread().size())
            .put("encoder", set.settings().encoder().name())
            .put("backend", generation.service().backend().url().toString())
            .put("since", generation.since().toString());
    tls.get().ifPresent(state -> body.set("tls", json(state)));
    generation.service().backend().tls().ifPresent(state -> body.set("backend_tls", json(state)));
    Optional<Reloads> loader = reloads.get();
    body.put("reloads", loader.map(each -> each.counts().replaced()).orElse(0L));
    body.put("failed_reloads", loader.map(each -> each.counts().kept()).orElse(0L));
    loader.flatMap(Reloads::last).ifPresent(report -> body.set("last_reload", json(report)));
    return body;
  }

  private static ObjectNode json(TlsState state) {
    ObjectNode body = Json.object().put("renewals", state.renewals());
    state.notAfter().ifPresent(until -> body.put("not_after", until.toString()));
    state.problem().ifPresent(problem -> body.put("problem", problem));
    return body;
  }

  private static ObjectNode json(Report report) {
    ObjectNode body =
        Json.object()
            .put("outcome", report.succeeded() ? "replaced" : "kept")
            .put("cause", report.cause())
            .put("at", report.at().toString())
            .put("ms", report.took().toMillis())
            .put("digest", report.digest());
    if (!report.succeeded()) {
      report.problems().forEach(body.putArray("problems")::add);
    }
    return body;
  }

  private static void notAllowed(HttpServerRequest request, String expected) {
    request.response().putHeader("allow", expected);
    answer(request, 405, error("expected " + expected));
  }

  private static ObjectNode status(String status) {
    return Json.object().put("status", status);
  }

  private static ObjectNode error(String message) {
    return Json.object().put("error", message);
  }

  private static void answer(HttpServerRequest request, int status, ObjectNode body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.toString());
  }
}
