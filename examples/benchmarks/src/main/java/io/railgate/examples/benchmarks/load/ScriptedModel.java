package io.railgate.examples.benchmarks.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The backend: answers each chat request at once with the same completion, or streams one of {@code
 * max_tokens} events with {@code seed} milliseconds between them; these are numbers, so the proxy
 * lets them through. It keeps nothing of what it is sent. A process of its own, on one event loop;
 * prints its port.
 */
final class ScriptedModel {

  private static final String STREAMED = "\"stream\":true";
  private static final Pattern TOKENS = Pattern.compile("\"max_tokens\":(\\d{1,6})");
  private static final Pattern GAP = Pattern.compile("\"seed\":(\\d{1,6})");

  private static final Buffer WHOLE =
      Buffer.buffer(
          """
          {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini",\
          "system_fingerprint":"fp_1","choices":[{"index":0,"message":{"role":"assistant",\
          "content":"Open the app, choose Cards, then Report lost or stolen, and confirm which card. \
          The bank cancels the old card and posts a new one to the registered address. Please look \
          through recent payments under Cards, Activity, and report any that you do not know.",\
          "refusal":null},"logprobs":null,"finish_reason":"stop"}],\
          "usage":{"prompt_tokens":248,"completion_tokens":54,"total_tokens":302}}""");

  private static final Buffer FIRST = event("{\"role\":\"assistant\",\"content\":\"\"}", "null");
  private static final Buffer WORD = event("{\"content\":\" card\"}", "null");
  private static final Buffer LAST = event("{}", "\"stop\"").appendString("data: [DONE]\n\n");

  private final Vertx vertx;

  private ScriptedModel(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Serves until the process is ended. */
  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    ScriptedModel model = new ScriptedModel(vertx);
    Loopback.serve(vertx, model::handle);
  }

  private void handle(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request.response(), body.toString()));
  }

  private void answer(HttpServerResponse response, String body) {
    if (body.contains(STREAMED)) {
      response.setChunked(true).putHeader("content-type", "text/event-stream");
      response.write(FIRST);
      stream(response, number(TOKENS, body), number(GAP, body));
    } else {
      response.putHeader("content-type", "application/json").end(WHOLE);
    }
  }

  private void stream(HttpServerResponse response, int words, int gap) {
    if (gap == 0) {
      for (int word = 0; word < words; word++) {
        response.write(WORD);
      }
      response.end(LAST);
      return;
    }
    int[] left = {words};
    vertx.setPeriodic(
        gap,
        timer -> {
          if (response.closed() || response.ended()) {
            vertx.cancelTimer(timer);
          } else if (left[0]-- > 0) {
            response.write(WORD);
          } else {
            vertx.cancelTimer(timer);
            response.end(LAST);
          }
        });
  }

  private static int number(Pattern field, String body) {
    Matcher found = field.matcher(body);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static Buffer event(String delta, String finish) {
    return Buffer.buffer(
        """
        data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini",\
        "system_fingerprint":"fp_1","choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]}

        """
            .formatted(delta, finish));
  }
}
