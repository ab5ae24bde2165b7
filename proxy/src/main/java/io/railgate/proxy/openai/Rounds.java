package io.railgate.proxy.openai;

import io.railgate.proxy.openai.ChatRequest.Round;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the turns of a request together to rounds, within bounds. Collects for one request. */
public final class Rounds {

  /** Most messages of a request. */
  public static final int MAX_MESSAGES = 256;

  /** Longest user turn that is decided on, in bytes of UTF-8. */
  public static final int MAX_TURN_BYTES = 32 * 1024;

  /** Most user turns without an answer between them: each is embedded. */
  public static final int MAX_TURNS = 16;

  private final String field;
  private final List<Round> complete = new ArrayList<>();
  private final List<String> user = new ArrayList<>();
  private final List<Optional<String>> answers = new ArrayList<>();
  private int allAnswers;

  /**
   * Collects.
   *
   * @param field of the request that holds the turns
   */
  public Rounds(String field) {
    this.field = field;
  }

  /**
   * Checks how many turns there are before any of them is read.
   *
   * @throws ApiError if they are too many
   */
  public void expect(int messages) {
    if (messages > MAX_MESSAGES) {
      throw ApiError.badField(
          field, "found %d, expected at most %d".formatted(messages, MAX_MESSAGES));
    }
  }

  /**
   * A turn of the user's.
   *
   * @return whether it follows another turn of the user's, of which it takes the place
   * @throws ApiError if it is too long, or one too many
   */
  public boolean user(String text, String path) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_TURN_BYTES) {
      throw ApiError.badField(
          path, "found %d bytes, expected at most %d".formatted(bytes, MAX_TURN_BYTES));
    }
    boolean begins = !answers.isEmpty();
    if (begins) {
      complete.add(round());
    }
    user.add(text);
    if (user.size() > MAX_TURNS) {
      throw ApiError.badField(
          field,
          "found more than %d user turns without an answer between them".formatted(MAX_TURNS));
    }
    return begins || user.size() > 1;
  }

  /**
   * A turn of the assistant's.
   *
   * @param text its text; empty if it has none, or something else beside it
   */
  public void assistant(Optional<String> text) {
    allAnswers++;
    if (!user.isEmpty()) {
      answers.add(text);
    }
  }

  /** How many turns of the assistant's there were. */
  public int answers() {
    return allAnswers;
  }

  /** All rounds, oldest first; the last has no answer, if the last turn was the user's. */
  public List<Round> end() {
    complete.add(round());
    return complete;
  }

  /** Takes what was collected, and leaves the lists empty. */
  private Round round() {
    Optional<String> answer = answers.size() == 1 ? answers.getFirst() : Optional.empty();
    Round round = new Round(user, answer);
    user.clear();
    answers.clear();
    return round;
  }
}
