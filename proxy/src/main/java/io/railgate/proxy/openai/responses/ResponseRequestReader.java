package io.railgate.proxy.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.Dropped;
import io.railgate.proxy.openai.Fields;
import io.railgate.proxy.openai.Opened;
import io.railgate.proxy.openai.Parameters;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the body of {@code POST /v1/responses}. */
final class ResponseRequestReader {

  private static final Set<String> READ =
      Set.of(
          "model", "input", "stream", "temperature", "top_p", "max_output_tokens", "top_logprobs");

  /** Fields that go on from a response that is not kept here. */
  private static final List<String> KEPT_ELSEWHERE =
      List.of("previous_response_id", "conversation");

  private final ObjectNode body;
  private final Opened opened;
  private final Dropped dropped = new Dropped();

  ResponseRequestReader(ObjectNode body, Set<String> opened) {
    this.body = body;
    this.opened = new Opened(body, opened);
  }

  /**
   * Reads.
   *
   * @throws ApiError with status 400 if it is no request for a response, or one that goes on from
   *     another
   */
  ChatRequest read() {
    KEPT_ELSEWHERE.forEach(this::requireAbsent);
    Optional<String> model = Fields.model(body);
    InputReader input = new InputReader(dropped);
    input.read(body.path("input"));
    boolean stream = Fields.flag(body.path("stream"), "stream");
    Map<String, JsonNode> numbers = numbers();
    new OpenedInResponses(opened).take(body);
    Set<String> read = new HashSet<>(READ);
    read.addAll(opened.taken());
    dropped.fieldsBut(read, body);
    return new ChatRequest(
        model,
        input.rounds(),
        input.answers(),
        Fields.has(body, "instructions") ? Optional.of("instructions") : input.systemMessage(),
        body.path("text").path("format").path("type").asText().equals("json_schema"),
        // A response tells its usage, so a stream of chunks must.
        new Parameters(stream, stream, numbers),
        opened.fields(),
        dropped.names());
  }

  private void requireAbsent(String field) {
    if (Fields.has(body, field)) {
      throw ApiError.badField(
          field, "responses are not kept here; send the earlier turns in input instead");
    }
  }

  /** By chat's names. */
  private Map<String, JsonNode> numbers() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (String name : List.of("temperature", "top_p", "top_logprobs")) {
      Parameters.check(body, name).ifPresent(value -> values.put(name, value));
    }
    if (values.containsKey("top_logprobs")) {
      values.put("logprobs", BooleanNode.TRUE);
    }
    if (Fields.has(body, "max_output_tokens")) {
      String name = "max_output_tokens";
      long most = Fields.integer(body.path(name), name, 1, Integer.MAX_VALUE);
      values.put("max_completion_tokens", LongNode.valueOf(most));
    }
    return values;
  }
}
