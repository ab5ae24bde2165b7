package io.railgate.proxy.server;

import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ModelList;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** The routes of the client port. Whatever the rails do not read is closed. */
final class ClientRoutes {

  private static final String MODELS = "/v1/models";

  private final Service service;

  ClientRoutes(Service service) {
    this.service = service;
  }

  void handle(HttpServerRequest request) {
    String path = request.path();
    if (path.equals("/v1/chat/completions")) {
      if (allows(request, HttpMethod.POST)) {
        new Exchange(service, request).run();
      }
    } else if (path.equals(MODELS)) {
      if (allows(request, HttpMethod.GET)) {
        answer(request).json(200, ModelList.of(service.models().listed()));
      }
    } else if (path.startsWith(MODELS + "/")) {
      if (allows(request, HttpMethod.GET)) {
        model(request, path.substring(MODELS.length() + 1));
      }
    } else {
      answer(request)
          .fail(ApiError.invalid(404, "not_found", "there is no such route behind these rails"));
    }
  }

  private void model(HttpServerRequest request, String name) {
    if (service.models().listed().contains(name)) {
      answer(request).json(200, ModelList.of(name));
    } else {
      answer(request).fail(ApiError.invalid(404, "model_not_found", "there is no such model"));
    }
  }

  private static boolean allows(HttpServerRequest request, HttpMethod method) {
    if (request.method().equals(method)) {
      return true;
    }
    request.response().putHeader("allow", method.name());
    answer(request).fail(ApiError.invalid(405, "method_not_allowed", "expected " + method.name()));
    return false;
  }

  private static ClientAnswer answer(HttpServerRequest request) {
    return new ClientAnswer(request, RequestId.of(request).value());
  }
}
