package io.railgate.proxy.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ScriptedBackend.Script;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.regex.Pattern;

/** What the backend does in the scenarios. */
final class Backends {

  /** Arguments of the tool {@code lookup}. */
  static final String ARGUMENTS = "{\"city\":\"Crème \\\"brûlée\\\" \uD83D\uDE00\"}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Backends() {}

  /** Answers with one text, whole. */
  static Script saying(String text) {
    return (request, body) ->
        ScriptedBackend.json(
            request,
            200,
            ScriptedBackend.whole().replace(ScriptedBackend.ANSWER, text.replace("\"", "\\\"")));
  }

  /** The same, streamed in pieces of three characters. */
  static Script streaming(String text) {
    return (request, body) -> {
      HttpServerResponse stream = ScriptedBackend.stream(request);
      send(stream, chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
      for (String piece : pieces(text)) {
        send(stream, chunk("{\"content\":" + piece + "}", "null"));
      }
      send(stream, chunk("{}", "\"stop\""));
      stream.end("data: [DONE]\n\n");
    };
  }

  /** Answers with the choices "first" and "second", whole. */
  static Script twoChoices() {
    return (request, body) ->
        ScriptedBackend.json(
            request,
            200,
            """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[
            {"index":0,"message":{"role":"assistant","content":"first","refusal":null},
            "logprobs":null,"finish_reason":"stop"},
            {"index":1,"message":{"role":"assistant","content":"second","refusal":null},
            "logprobs":null,"finish_reason":"stop"}],
            "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""");
  }

  /** The same, streamed, the choices by turns. */
  static Script twoStreamedChoices() {
    return (request, body) -> {
      HttpServerResponse stream = ScriptedBackend.stream(request);
      for (String delta :
          List.of("\"role\":\"assistant\",\"content\":\"\"", "\"content\":\"%s\"", "")) {
        for (int choice = 0; choice < 2; choice++) {
          String text = delta.formatted(choice == 0 ? "first" : "second");
          String finish = delta.isEmpty() ? "\"stop\"" : "null";
          send(
              stream,
              """
              {"id":"c","object":"chat.completion.chunk","created":1,"model":"m",\
              "choices":[{"index":%d,"delta":{%s},"finish_reason":%s}]}"""
                  .formatted(choice, text, finish));
        }
      }
      stream.end("data: [DONE]\n\n");
    };
  }

  /** Calls the tool {@code lookup}, whole. */
  static Script call() {
    return (request, body) ->
        ScriptedBackend.json(
            request,
            200,
            """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
            "message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[
            {"id":"call_1","type":"function","function":{"name":"lookup","arguments":%s}}]},
            "logprobs":null,"finish_reason":"tool_calls"}],
            "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"""
                .formatted(quoted(ARGUMENTS)));
  }

  /** The same, streamed, the arguments in pieces of three characters. */
  static Script streamedCall() {
    return (request, body) -> {
      HttpServerResponse stream = ScriptedBackend.stream(request);
      send(stream, chunk("{\"role\":\"assistant\",\"content\":null}", "null"));
      send(
          stream,
          chunk(
              """
              {"tool_calls":[{"index":0,"id":"call_1","type":"function",\
              "function":{"name":"lookup","arguments":""}}]}""",
              "null"));
      for (String piece : pieces(ARGUMENTS)) {
        String call = "{\"index\":0,\"function\":{\"arguments\":" + piece + "}}";
        send(stream, chunk("{\"tool_calls\":[" + call + "]}", "null"));
      }
      send(stream, chunk("{}", "\"tool_calls\""));
      stream.end("data: [DONE]\n\n");
    };
  }

  private static String chunk(String delta, String finish) {
    return """
        {"id":"c","object":"chat.completion.chunk","created":1,"model":"m",\
        "choices":[{"index":0,"delta":%s,"finish_reason":%s}]}"""
        .formatted(delta, finish);
  }

  /** Pieces of three characters, each as JSON. */
  private static List<String> pieces(String text) {
    return Pattern.compile(".{1,3}")
        .matcher(text)
        .results()
        .map(piece -> quoted(piece.group()))
        .toList();
  }

  private static String quoted(String text) {
    return JSON.valueToTree(text).toString();
  }

  /** Answers with an error, and with when to come back: after a second, or 20 ms. */
  static Script failing(int status, String message) {
    return (request, body) -> {
      request.response().putHeader("retry-after", "1").putHeader("retry-after-ms", "20");
      ScriptedBackend.json(
          request,
          status,
          "{\"error\":{\"message\":\"%s\",\"type\":\"t\",\"code\":null}}".formatted(message));
    };
  }

  /** Closes the connection in place of an answer. */
  static Script dead() {
    return (request, body) -> request.connection().close();
  }

  /** Never answers. */
  static Script mute() {
    return (request, body) -> {};
  }

  /** Closes the connection within a whole answer. */
  static Script dyingWithinAWhole() {
    return (request, body) -> {
      request.response().putHeader("content-length", "99").write("{");
      request.connection().close();
    };
  }

  /** Falls silent within a whole answer. */
  static Script stallingWithinAWhole() {
    return (request, body) -> request.response().putHeader("content-length", "99").write("{");
  }

  /** Streams the role and {@code words} of the answer, then closes the connection. */
  static Script dyingAfter(int words) {
    return (request, body) ->
        begin(request, words).write("").onComplete(sent -> request.connection().close());
  }

  /** Streams the role and {@code words} of the answer, then nothing. */
  static Script stallingAfter(int words) {
    return (request, body) -> begin(request, words);
  }

  /** Streams a word every 20 ms, without end. */
  static Script endless(ScriptedBackend backend) {
    return (request, body) -> {
      HttpServerResponse stream = begin(request, 0);
      backend
          .vertx()
          .setPeriodic(
              20,
              tick -> {
                if (stream.closed()) {
                  backend.vertx().cancelTimer(tick);
                } else {
                  send(stream, ScriptedBackend.events().get(1));
                }
              });
    };
  }

  private static HttpServerResponse begin(HttpServerRequest request, int words) {
    HttpServerResponse stream = ScriptedBackend.stream(request);
    ScriptedBackend.events().subList(0, 1 + words).forEach(event -> send(stream, event));
    return stream;
  }

  private static void send(HttpServerResponse stream, String event) {
    stream.write("data: " + event + "\n\n");
  }
}
