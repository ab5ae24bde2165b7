package io.railgate.proxy.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import io.railgate.proxy.openai.ForwardedRequest;
import java.util.Map;
import java.util.Optional;

/**
 * What a backend is asked, as far as a trace tells it.
 *
 * @param operation OpenTelemetry's name for it
 * @param model empty if it is not known to be one that the set offers
 * @param stream whether a stream of events is asked for
 * @param parameters numbers and flags by their names in a chat request
 */
public record Inference(
    String operation, Optional<String> model, boolean stream, Map<String, JsonNode> parameters) {

  private static final String CHAT = "chat";

  /** Of a request that was built here. */
  public static Inference of(ForwardedRequest request) {
    return new Inference(
        CHAT,
        Optional.of(request.model()),
        request.parameters().stream(),
        request.parameters().values());
  }

  /**
   * Of a request that is passed on as it came, of which no more is told.
   *
   * @param path of the backend's route
   */
  public static Inference passedOn(String path, Optional<String> model, boolean stream) {
    return new Inference(
        path.equals("/completions") ? "text_completion" : CHAT, model, stream, Map.of());
  }
}
