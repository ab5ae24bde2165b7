package io.railgate.rails.set;

import java.util.List;

/**
 * A field of a client's request that reaches the backend as the client sent it, whatever it holds.
 *
 * @param name its name in a chat request, one of {@link #NAMES}
 */
public record OpenedField(String name, Place place) {

  /** Fields that may be opened; all others are built anew, checked, or of no use to a backend. */
  public static final List<String> NAMES =
      List.of(
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "functions",
          "function_call",
          "response_format",
          "stop",
          "logit_bias",
          "prediction",
          "modalities",
          "audio",
          "reasoning_effort",
          "verbosity",
          "web_search_options",
          "user",
          "safety_identifier",
          "metadata",
          "store",
          "service_tier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "top_k",
          "min_p",
          "repetition_penalty",
          "chat_template_kwargs");
}
