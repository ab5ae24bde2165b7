package io.railgate.proxy.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ModelList;
import io.railgate.proxy.openai.Protocol;
import io.railgate.proxy.openai.chat.ChatCompletions;
import io.railgate.proxy.openai.completions.TextCompletions;
import io.railgate.proxy.openai.responses.Responses;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The routes of the client port. Whatever the rails do not read is closed. */
final class ClientRoutes {

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

  void handle(HttpServerRequest request) {
    Service service = service();
    String path = request.path();
    Protocol protocol = PROTOCOLS.get(path);
    if (protocol != null) {
      if (allows(request, HttpMethod.POST)) {
        exchange(request, protocol, Exchange::run);
      }
    } else if (path.equals(CHECKS) && service.exposes()) {
      if (allows(request, HttpMethod.POST)) {
        exchange(request, CHAT, Exchange::check);
      }
    } else if (path.equals(MODELS)) {
      if (allows(request, HttpMethod.GET)) {
        answer(request).json(200, ModelList.of(service.models().listed()));
      }
    } else if (path.startsWith(MODELS + "/")) {
      if (allows(request, HttpMethod.GET)) {
        model(request, decoded(path.substring(MODELS.length() + 1)));
      }
    } else {
      refuse(
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
  }

  /** An exchange ends with the set that it begins with. */
  private void exchange(
      HttpServerRequest request, Protocol protocol, Function<Exchange, Future<Void>> way) {
    Generation generation = current.enter();
    way.apply(new Exchange(generation.service(), request, protocol))
        .onComplete(done -> generation.uses().leave());
  }

  /** For what is answered at once. */
  private Service service() {
    return current.get().service();
  }

  /** What is no HTTP request, or has too long a head. */
  void handleInvalid(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    refuse(
        request,
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
        });
    request.connection().close();
  }

  private void model(HttpServerRequest request, String name) {
    if (service().models().listed().contains(name)) {
      answer(request).json(200, ModelList.of(name));
    } else {
      refuse(request, ApiError.invalid(404, "model_not_found", "there is no such model"));
    }
  }

  private boolean allows(HttpServerRequest request, HttpMethod method) {
    if (request.method().equals(method)) {
      return true;
    }
    request.response().putHeader("allow", method.name());
    refuse(request, ApiError.invalid(405, "method_not_allowed", "expected " + method.name()));
    return false;
  }

  /**
   * Logged, since a wrong base URL shows here and nowhere else; without the path, a client's text.
   */
  private void refuse(HttpServerRequest request, ApiError error) {
    RequestId id = RequestId.of(request);
    new ExchangeLog(id).noExchange(error);
    service().metrics().count("refused", "code", error.code());
    service().answer(request, id).fail(error);
  }

  private ClientAnswer answer(HttpServerRequest request) {
    return service().answer(request, RequestId.of(request));
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
