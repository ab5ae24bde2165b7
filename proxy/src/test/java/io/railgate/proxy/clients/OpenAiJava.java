package io.railgate.proxy.clients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.models.Model;
import io.railgate.proxy.clients.Question.Leave;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks by {@code com.openai:openai-java}, on one of its routes. */
abstract class OpenAiJava implements Client {

  /** The parameters of the tool {@code lookup}. */
  static final Map<String, JsonValue> PARAMETERS =
      Map.of(
          "type",
          JsonValue.from("object"),
          "properties",
          JsonValue.from(Map.of("city", Map.of("type", "string"))));

  /** What its parse helper makes of an answer. */
  public static class Place {
    public String city = "";
  }

  abstract Seen ask(OpenAIClient client, Question question);

  @Override
  public Seen ask(URI endpoint, Question question) {
    OpenAIClient client = open(endpoint, question.retries());
    try {
      return ask(client, question);
    } catch (OpenAIServiceException e) {
      return Seen.problem(
          e.statusCode(),
          e.getMessage() + " " + e.code().orElse(""),
          String.join(",", e.headers().values("retry-after")));
    } catch (OpenAIException e) {
      return Seen.problem(0, e.toString(), "");
    } finally {
      client.close();
    }
  }

  @Override
  public List<String> models(URI endpoint) {
    OpenAIClient client = open(endpoint, 0);
    try {
      return client.models().list().data().stream().map(Model::id).toList();
    } finally {
      client.close();
    }
  }

  private static OpenAIClient open(URI endpoint, int retries) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(endpoint.toString())
        .apiKey("client-key")
        .maxRetries(retries)
        .build();
  }

  static String dropped(HttpResponse response) {
    return String.join(",", response.headers().values("railgate-dropped"));
  }

  static RequestOptions options(Question question) {
    RequestOptions.Builder options = RequestOptions.builder();
    return question.leave() == Leave.BEFORE_HEAD
        ? options.timeout(Duration.ofMillis(Question.PATIENCE_MS)).build()
        : options.build();
  }
}
