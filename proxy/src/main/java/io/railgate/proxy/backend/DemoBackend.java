package io.railgate.proxy.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.openai.ModelList;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A backend without a model: an OpenAI-compatible endpoint on loopback that answers with exactly
 * what it was sent, whole or streamed, so that one sees what a model would be sent. Its usage
 * counts words.
 */
public final class DemoBackend {

  private static final String LOOPBACK = "127.0.0.1";

  private final HttpServer server;

  private DemoBackend(HttpServer server) {
    this.server = server;
  }

  /** Starts it on a free port. */
  public static Future<DemoBackend> start(Vertx vertx) {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost(LOOPBACK).setPort(0))
        .requestHandler(DemoBackend::handle)
        .listen()
        .map(DemoBackend::new);
  }

  /** Base URL of the endpoint. */
  public URI url() {
    return URI.create("http://" + LOOPBACK + ":" + server.actualPort() + "/v1");
  }

  private static void handle(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.POST) && request.path().equals("/v1/chat/completions")) {
      request.body().onSuccess(body -> complete(request.response(), body));
    } else if (request.method().equals(HttpMethod.GET) && request.path().equals("/v1/models")) {
      json(request.response(), 200, ModelList.of(List.of("demo")));
    } else {
      json(
          request.response(),
          404,
          ApiError.invalid(404, "not_found", "the demo backend has no such route").toJson());
    }
  }

  private static void complete(HttpServerResponse response, Buffer body) {
    try {
      ObjectNode sent = Json.readObject(body.getBytes());
      DemoAnswer answer = new DemoAnswer("chatcmpl-demo-" + UUID.randomUUID(), Instant.now(), sent);
      if (sent.path("stream").asBoolean()) {
        boolean usage = sent.path("stream_options").path("include_usage").asBoolean();
        response.setChunked(true).putHeader("content-type", "text/event-stream");
        for (JsonNode chunk : answer.chunks(usage)) {
          response.write("data: " + chunk + "\n\n");
        }
        response.end("data: [DONE]\n\n");
      } else {
        json(response, 200, answer.whole().toString());
      }
    } catch (Json.NotJson e) {
      json(response, 400, ApiError.badBody("the body " + e.getMessage()).toJson());
    }
  }

  private static void json(HttpServerResponse response, int status, String body) {
    response.setStatusCode(status).putHeader("content-type", "application/json").end(body);
  }
}
