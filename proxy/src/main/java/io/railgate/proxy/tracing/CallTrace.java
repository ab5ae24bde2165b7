package io.railgate.proxy.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The trace of one attempt at one endpoint of a backend. It ends once: what comes later is not
 * told. Lives on one event loop.
 */
public sealed interface CallTrace permits NoCallTrace, InferenceTrace {

  /** Tells nobody. */
  static CallTrace none() {
    return NoCallTrace.INSTANCE;
  }

  /** The header {@code traceparent} that the backend is sent; empty if it is sent none. */
  Optional<String> traceparent();

  /** The head of the answer has come. */
  void answered(int status);

  /** The whole completion has come, which ends the call. */
  void whole(JsonNode completion);

  /** A chunk of a completion has come. */
  void chunk(JsonNode chunk);

  /** The answer has come to its end. */
  void ended();

  /**
   * There is no answer, or no more of it.
   *
   * @param code of the error, or the backend's status
   */
  void failed(String code);
}
