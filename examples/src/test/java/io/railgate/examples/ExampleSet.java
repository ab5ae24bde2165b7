package io.railgate.examples;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.RailSetInvalid;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/** One of the rail sets in this module, loaded as if no variable were set. */
final class ExampleSet implements AutoCloseable {

  /** A Friday. */
  static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  static final Encoder ENCODER = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q);

  /** What the tests of this module, and the command that they run, embed and fit once for all. */
  static final VectorCache CACHE = VectorCache.at(Path.of("target", "vector-cache"), told -> {});

  private final RailEngine engine;
  private final ConversationTests tests;

  private ExampleSet(RailEngine engine, ConversationTests tests) {
    this.engine = engine;
    this.tests = tests;
  }

  static ExampleSet load(String name) {
    try {
      var read = RailSetReader.readWithTests(Path.of(name), variable -> null);
      return new ExampleSet(RailEngine.load(read.set(), ENCODER, CACHE), read.tests());
    } catch (RailSetInvalid e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  RailEngine engine() {
    return engine;
  }

  ConversationTests tests() {
    return tests;
  }

  /** What becomes of the last of these messages, each answered before the next. */
  Decision say(String... messages) {
    UserTurn[] turns =
        Stream.of(messages).map(message -> engine.read(message, ENCODER)).toArray(UserTurn[]::new);
    return engine.decide(Conversation.of(TODAY, turns));
  }

  @Override
  public void close() {
    engine.close();
  }
}
