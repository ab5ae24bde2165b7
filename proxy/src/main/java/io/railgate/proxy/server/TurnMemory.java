package io.railgate.proxy.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.railgate.embeddings.Embedding;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Conversation.Round;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.State;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.Terms;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.engine.UserTurn.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What turns were read as and where rounds led to, by their content, so that a long conversation
 * costs no more than its newest turn. Forgetting changes nothing but the cost: everything is
 * computed again. For one engine; bounded in bytes; safe for many threads.
 */
final class TurnMemory {

  /**
   * Most bytes of readings, by estimate: some thousands, each of which saves a run of the encoder.
   */
  static final long MAX_READING_BYTES = 10 << 20;

  /** Most bytes of steps, by estimate; one saves a twentieth of what a reading does. */
  static final long MAX_STEP_BYTES = 6 << 20;

  /** A step with its evidence, or a reading without its vectors, and the cache's own. */
  private static final int BYTES_BESIDE_TEXT = 1_000;

  private final RailEngine engine;
  private final Cache<String, Reading> readings =
      bounded(MAX_READING_BYTES)
          .weigher((String text, Reading reading) -> bytes(text) + bytes(reading))
          .build();
  private final Cache<Situation, Step> steps =
      bounded(MAX_STEP_BYTES)
          .weigher((Situation situation, Step step) -> situation.bytes() + bytes(step))
          .build();

  /** Evicts at once, in the thread that adds: later, on a busy machine, more would be kept. */
  private static Caffeine<Object, Object> bounded(long bytes) {
    return Caffeine.newBuilder().recordStats().executor(Runnable::run).maximumWeight(bytes);
  }

  TurnMemory(RailEngine engine) {
    this.engine = engine;
  }

  /** All that a step depends on. */
  private record Situation(State state, List<String> said, Terms terms) {

    int bytes() {
      return said.stream().mapToInt(TurnMemory::bytes).sum() + TurnMemory.bytes(state);
    }
  }

  /** Look-ups of readings so far. */
  CacheStats readingStats() {
    return readings.stats();
  }

  /** Look-ups of steps so far. */
  CacheStats stepStats() {
    return steps.stats();
  }

  /** What a text was read as; empty if that is not known any more. */
  Optional<Reading> reading(String text) {
    return Optional.ofNullable(readings.getIfPresent(text));
  }

  void remember(UserTurn turn) {
    readings.put(turn.text(), turn.reading());
  }

  /** What {@link #replay} would return; empty if a step of it is not known any more. */
  Optional<List<Step>> known(Conversation conversation) {
    List<Step> known = new ArrayList<>();
    State state = State.START;
    for (Round round : conversation.rounds()) {
      Step step = steps.getIfPresent(situation(state, round, conversation.terms()));
      if (step == null) {
        return Optional.empty();
      }
      known.add(step);
      state = step.next();
    }
    return Optional.of(List.copyOf(known));
  }

  /** Decides on every round; see {@link RailEngine#replay}. Computes what is not known. */
  List<Step> replay(Conversation conversation) {
    return conversation.replay(this::step);
  }

  private Step step(State state, Round round, Terms terms) {
    return steps.get(situation(state, round, terms), unknown -> engine.step(state, round, terms));
  }

  private static Situation situation(State state, Round round, Terms terms) {
    List<String> said = round.turns().stream().map(UserTurn::text).toList();
    return new Situation(state, said, terms);
  }

  private static int bytes(String text) {
    return 2 * text.length();
  }

  private static int bytes(Reading reading) {
    return switch (reading) {
      case Reading.Embedded(Embedding vector) -> BYTES_BESIDE_TEXT + bytes(vector);
      case Reading.Windows windows ->
          BYTES_BESIDE_TEXT + windows.vectors().stream().mapToInt(TurnMemory::bytes).sum();
      case Reading.TooLong tooLong -> BYTES_BESIDE_TEXT;
      case Reading.Unreadable unreadable -> BYTES_BESIDE_TEXT;
    };
  }

  private static int bytes(Embedding vector) {
    return Float.BYTES * vector.dimension();
  }

  private static int bytes(Step step) {
    String text =
        switch (step.decision()) {
          case Decision.Forward forward -> forward.prompt();
          case Decision.Pass pass -> pass.message();
          case Decision.Reply reply -> reply.text();
          case Decision.Ask ask -> ask.text();
          case Decision.Clarify clarify -> clarify.text();
          case Decision.Refuse refuse -> refuse.text();
        };
    return BYTES_BESIDE_TEXT + bytes(text) + bytes(step.next());
  }

  private static int bytes(State state) {
    return switch (state.open()) {
      case State.Open.Nothing nothing -> 0;
      case State.Open.Choice choice -> bytes(choice.message());
      case State.Open.Question question ->
          question.values().values().stream().mapToInt(TurnMemory::bytes).sum();
    };
  }
}
