package io.railgate.proxy.openai.completions;

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
import io.railgate.proxy.openai.Rounds;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the body of {@code POST /v1/completions}. Its {@code logprobs}, a number, becomes chat's
 * two fields.
 */
final class TextRequestReader {

  /** Fields that are the same in a chat request. */
  private static final List<String> SAME =
      List.of(
          "temperature",
          "top_p",
          "max_tokens",
          "n",
          "seed",
          "presence_penalty",
          "frequency_penalty");

  /** Fields that are the same in a chat request, if they are opened. */
  private static final List<String> OPENED =
      List.of("stop", "logit_bias", "user", "top_k", "min_p", "repetition_penalty");

  /** Most alternatives of a token that {@code logprobs} may ask for. */
  private static final int MAX_LOGPROBS = 5;

  private final ObjectNode body;
  private final Opened opened;

  TextRequestReader(ObjectNode body, Set<String> opened) {
    this.body = body;
    this.opened = new Opened(body, opened);
  }

  /**
   * Reads.
   *
   * @throws ApiError with status 400 if it is no request for a completion
   */
  ChatRequest read() {
    Rounds rounds = new Rounds("prompt");
    rounds.user(prompt(), "prompt");
    opened.take(OPENED);
    boolean stream = Fields.flag(body.path("stream"), "stream");
    return new ChatRequest(
        Fields.model(body),
        rounds.end(),
        rounds.answers(),
        Optional.empty(),
        false,
        new Parameters(stream, Parameters.includeUsage(body), numbers()),
        opened.fields(),
        dropped());
  }

  /** The prompt; OpenAI takes several at once, and tokens, of which no rail can read a word. */
  private String prompt() {
    JsonNode prompt = body.path("prompt");
    if (!prompt.isArray()) {
      return Fields.text(prompt, "prompt");
    }
    if (prompt.size() != 1) {
      throw ApiError.badField(
          "prompt", "found %d prompts, expected one in a request".formatted(prompt.size()));
    }
    return Fields.text(prompt.get(0), "prompt[0]");
  }

  private Map<String, JsonNode> numbers() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (String name : SAME) {
      Parameters.check(body, name).ifPresent(value -> values.put(name, value));
    }
    if (Fields.has(body, "logprobs")) {
      long most = Fields.integer(body.path("logprobs"), "logprobs", 0, MAX_LOGPROBS);
      values.put("logprobs", BooleanNode.TRUE);
      values.put("top_logprobs", LongNode.valueOf(most));
    }
    return values;
  }

  private List<String> dropped() {
    Set<String> read = new HashSet<>(SAME);
    read.addAll(Set.of("model", "prompt", "logprobs", "stream", "stream_options"));
    read.addAll(opened.taken());
    Dropped dropped = new Dropped();
    dropped.fieldsBut(read, body);
    dropped.streamOptions(body);
    return dropped.names();
  }
}
