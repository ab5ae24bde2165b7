package io.railgate.proxy.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.railgate.proxy.access.Client;
import io.railgate.proxy.access.Kind;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ModelList;
import io.railgate.proxy.openai.Protocol;
import io.railgate.proxy.openai.chat.ChatCompletions;
import io.railgate.proxy.openai.completions.TextCompletions;
import io.railgate.proxy.openai.responses.Responses;
import io.railgate.proxy.tracing.Trace;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the client port. Whatever the rails do not read is closed. */
final class ClientRoutes {

  private static final Logger log = LoggerFactory.getLogger(ClientRoutes.class);

  private static final String CHECKS = "/v1/checks";
  private static final String MODELS = "/v1/models";
  private static final Protocol CHAT = new ChatCompletions();

  /** By path, in the order in which they are told. */
  private static final Map<String, Protocol> PROTOCOLS = protocols();

  private final CurrentSet current;

  ClientRoutes(CurrentSet current) {
    this.current = current;
  }

  private static Map<String, Protocol> protocols() {
    Map<String, Protocol> protocols = new LinkedHashMap<>();
    protocols.put("/v1/chat/completions", CHAT);
    protocols.put("/v1/completions", new TextCompletions());
    protocols.put("/v1/responses", new Responses());
    return Collections.unmodifiableMap(protocols);
  }

  /**
   * Whoever shows no key, where keys are asked for, is told of no route and read no further. What
   * begins with a set ends with it.
   */
  void handle(HttpServerRequest request) {
    Generation generation = current.enter();
    Future.<Void>future(way -> route(generation.service(), request).onComplete(way))
        .onFailure(defect -> cut(request, defect))
        .onComplete(done -> generation.uses().leave());
  }

  /** No way ends in a failure: whoever meets a defect of the proxy's is not kept waiting. */
  private static void cut(HttpServerRequest request, Throwable defect) {
    log.atError().setCause(ExchangeLog.withoutMessage(defect)).log("a request was given up");
    HardClose.of(request.connection());
  }

  private static Future<Void> route(Service service, HttpServerRequest request) {
    return service
        .keys()
        .client(request.headers().getAll("authorization"))
        .map(client -> answered(service, request, client))
        .orElseGet(() -> refuseUnknown(service, request));
  }

  private static Future<Void> answered(Service service, HttpServerRequest request, Client client) {
    String path = request.path();
    Protocol protocol = PROTOCOLS.get(path);
    if (protocol != null) {
      return with(
          service,
          request,
          HttpMethod.POST,
          () -> new Exchange(service, request, protocol, client).run());
    }
    if (path.equals(CHECKS) && service.exposes()) {
      return with(
          service,
          request,
          HttpMethod.POST,
          () -> new Exchange(service, request, CHAT, client).check());
    }
    if (path.equals(MODELS)) {
      String models = ModelList.of(service.models().listed());
      return with(
          service, request, HttpMethod.GET, () -> counted(service, request, client, models));
    }
    if (path.startsWith(MODELS + "/")) {
      String name = decoded(path.substring(MODELS.length() + 1));
      return with(service, request, HttpMethod.GET, () -> model(service, request, client, name));
    }
    return refuse(
        service,
        request,
        ApiError.invalid(
            404,
            "not_found",
            "there is no such route; there are "
                + String.join(", ", PROTOCOLS.keySet())
                + (service.exposes() ? ", " + CHECKS : "")
                + " and "
                + MODELS));
  }

  /** What is no HTTP request, or has too long a head. */
  void handleInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ApiError error =
        switch (cause) {
          case TooLongHttpLineException e ->
              ApiError.invalid(414, "uri_too_long", "the request line is too long");
          case TooLongHttpHeaderException e ->
              ApiError.invalid(
                  431,
                  "headers_too_large",
                  "the headers are larger than " + ProxyServer.MAX_HEADER_BYTES + " bytes");
          case null, default ->
              ApiError.invalid(400, "invalid_request", "this is no HTTP/1.1 request");
        };
    var unused = refuse(current.get().service(), request, Trace.none(), error);
    request.connection().close();
  }

  private static Future<Void> refuseUnknown(Service service, HttpServerRequest request) {
    request.response().putHeader("www-authenticate", "Bearer");
    boolean none = request.getHeader("authorization") == null;
    return refuse(
        service,
        request,
        ApiError.badKey(
            none
                ? "a key is missing, expected the header authorization: Bearer KEY"
                : "this is no key of a client here"));
  }

  private static Future<Void> model(
      Service service, HttpServerRequest request, Client client, String name) {
    return service.models().listed().contains(name)
        ? counted(service, request, client, ModelList.of(name))
        : refuse(
            service, request, ApiError.invalid(404, "model_not_found", "there is no such model"));
  }

  private static Future<Void> with(
      Service service, HttpServerRequest request, HttpMethod method, Supplier<Future<Void>> way) {
    if (request.method().equals(method)) {
      return way.get();
    }
    request.response().putHeader("allow", method.name());
    return refuse(
        service, request, ApiError.invalid(405, "method_not_allowed", "expected " + method.name()));
  }

  /**
   * Logged, since a wrong base URL shows here and nowhere else; without the path, a client's text.
   */
  private static Future<Void> refuse(Service service, HttpServerRequest request, ApiError error) {
    return refuse(service, request, trace(service, request), error);
  }

  private static Future<Void> refuse(
      Service service, HttpServerRequest request, Trace trace, ApiError error) {
    RequestId id = RequestId.of(request);
    return failed(
        service, service.answer(request, id), new ExchangeLog(id, Optional.empty()), trace, error);
  }

  /** Answers a request that no exchange is begun for, and that counts all the same. */
  private static Future<Void> counted(
      Service service, HttpServerRequest request, Client client, String body) {
    RequestId id = RequestId.of(request);
    ClientAnswer answer = service.answer(request, id);
    ExchangeLog log = new ExchangeLog(id, client.id());
    Trace trace = trace(service, request);
    return new RateCheck(service.rates(), client, answer)
        .take(Kind.REQUESTS)
        .compose(taken -> answer.json(200, body))
        .onSuccess(told -> trace.ended(service.outcome(200, Optional.empty(), Optional.empty())))
        .recover(failure -> failed(service, answer, log, trace, Failures.explain(failure)));
  }

  private static Future<Void> failed(
      Service service, ClientAnswer answer, ExchangeLog log, Trace trace, ApiError error) {
    log.noExchange(error);
    service
        .metrics()
        .count("refused", "Requests that no exchange was begun for.", "code", error.code());
    return answer
        .fail(error)
        .otherwiseEmpty()
        .onComplete(
            told ->
                trace.ended(
                    service.outcome(error.status(), Optional.of(error.code()), Optional.empty())));
  }

  /** Of a request that no exchange is begun for. */
  private static Trace trace(Service service, HttpServerRequest request) {
    return service
        .tracing()
        .begin(request, told(request.path()), service.clock().instant(), System.nanoTime());
  }

  /** A path as it is told: none but the proxy's own. */
  private static Optional<String> told(@Nullable String path) {
    if (path == null) {
      return Optional.empty();
    }
    if (path.startsWith(MODELS + "/")) {
      return Optional.of(MODELS + "/{model}");
    }
    boolean ours = PROTOCOLS.containsKey(path) || path.equals(CHECKS) || path.equals(MODELS);
    return ours ? Optional.of(path) : Optional.empty();
  }

  /** A path's last part as it was meant; empty, which is no name, if it is not well encoded. */
  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
