package io.railgate.rails;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Conversation.Round;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSetInvalid;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** A user who talks to a rail set; each message is answered before the next. */
public final class Talk implements AutoCloseable {

  /** A Friday. */
  public static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  public static final Encoder ENCODER = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q);

  private final RailEngine engine;

  private Talk(RailEngine engine) {
    this.engine = engine;
  }

  public static Talk to(RailSetFolder folder) {
    try {
      return new Talk(RailEngine.load(RailSetReader.read(folder.path()), ENCODER));
    } catch (RailSetInvalid e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  public RailEngine engine() {
    return engine;
  }

  /** What becomes of the last of these messages. */
  public Decision say(String... messages) {
    return all(messages).getLast();
  }

  /** What becomes of each of these messages. */
  public List<Decision> all(String... messages) {
    return engine.replay(Conversation.of(TODAY, turns(messages))).stream()
        .map(Step::decision)
        .toList();
  }

  /** What becomes of messages that come without an answer between them. */
  public Decision sayAtOnce(String... messages) {
    return engine.decide(new Conversation(List.of(new Round(List.of(turns(messages)))), TODAY));
  }

  @Override
  public void close() {
    engine.close();
  }

  private UserTurn[] turns(String... messages) {
    return Stream.of(messages)
        .map(message -> engine.read(message, ENCODER))
        .toArray(UserTurn[]::new);
  }
}
