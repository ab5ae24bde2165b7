package io.railgate.proxy.server;

import io.vertx.core.http.HttpServerRequest;

/** The routes of the management port. The proxy listens only when it is ready, so both are 200. */
final class ManagementRoutes {

  private ManagementRoutes() {}

  static void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/health/live" -> answer(request, 200, "{\"status\":\"live\"}");
      case "/health/ready" -> answer(request, 200, "{\"status\":\"ready\"}");
      default -> answer(request, 404, "{\"error\":\"there is no such route\"}");
    }
  }

  private static void answer(HttpServerRequest request, int status, String body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body);
  }
}
