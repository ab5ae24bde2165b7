package io.railgate.proxy.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/**
 * What a client's user sees.
 *
 * @param texts of each choice its text, or an empty one
 * @param refusals of each choice its refusal, if it has one
 * @param calls of tools
 * @param finishReasons of each choice, in lower case
 * @param city what the parse helper made of the answer
 * @param dropped the header {@code railgate-dropped}, or nothing
 */
record Seen(
    List<String> texts,
    List<String> refusals,
    List<Call> calls,
    List<String> finishReasons,
    Optional<String> city,
    String dropped,
    Optional<Problem> problem) {

  /** Nothing: the client left. */
  static final Seen NOTHING =
      new Seen(List.of(), List.of(), List.of(), List.of(), Optional.empty(), "", Optional.empty());

  /** A call of a tool. */
  record Call(String name, JsonNode arguments) {
    /** Of arguments that must be JSON. */
    static Call of(String name, String arguments) {
      try {
        return new Call(name, new ObjectMapper().readTree(arguments));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("no JSON: " + arguments, e);
      }
    }
  }

  /**
   * An error as the client tells of it.
   *
   * @param status of HTTP, or 0 if the error came later or without one
   * @param told all that is told, with the code if there is one
   * @param retryAfter the header, or nothing
   */
  record Problem(int status, String told, String retryAfter) {}

  static Seen refusal(String text) {
    return new Seen(
        List.of(), List.of(text), List.of(), List.of(), Optional.empty(), "", Optional.empty());
  }

  static Seen problem(int status, String told, String retryAfter) {
    return new Seen(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        "",
        Optional.of(new Problem(status, told, retryAfter)));
  }

  /** Holds that the client tells of an error with this status, in these words. */
  void assertFailed(int status, String... told) {
    assertThat(problem).as("an error").isPresent();
    assertThat(problem.get().told()).contains(told);
    assertThat(problem.get().status()).isEqualTo(status);
  }
}
