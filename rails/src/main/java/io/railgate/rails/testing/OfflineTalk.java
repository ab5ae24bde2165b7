package io.railgate.rails.testing;

import static java.util.Objects.requireNonNull;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.State;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.UserTurn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A talk with a rail engine, without a model. Deterministic. For one thread. */
public final class OfflineTalk implements Talk {

  private final RailEngine engine;
  private final Encoder encoder;
  private final LocalDate today;
  private final VectorCache cache;
  private final Map<String, UserTurn> read = new HashMap<>();

  /**
   * On one day.
   *
   * @param encoder the one that the engine was loaded with
   * @param today the day that "today" is
   * @param cache what it holds of the messages is not embedded again
   */
  public OfflineTalk(RailEngine engine, Encoder encoder, LocalDate today, VectorCache cache) {
    this.engine = engine;
    this.encoder = encoder;
    this.today = today;
    this.cache = cache;
  }

  /**
   * Says messages; embeds those that the cache does not hold, some milliseconds each.
   *
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  @Override
  public List<Answer> say(List<String> messages) {
    return sayAll(List.of(messages)).getFirst();
  }

  /** Says conversations as {@link #say} does, on the cores there are. */
  @Override
  public List<List<Answer>> sayAll(List<List<String>> talks) {
    List<String> unread =
        talks.stream().flatMap(List::stream).filter(text -> !read.containsKey(text)).toList();
    if (!unread.isEmpty()) {
      read.putAll(engine.read(Set.copyOf(unread), encoder, cache));
    }
    return talks.parallelStream().map(this::replay).toList();
  }

  private List<Answer> replay(List<String> messages) {
    UserTurn[] turns =
        messages.stream().map(text -> requireNonNull(read.get(text))).toArray(UserTurn[]::new);
    List<Answer> answers = new ArrayList<>();
    State before = State.START;
    for (Step step : engine.replay(Conversation.of(today, turns))) {
      answers.add(Answer.of(before, step));
      before = step.next();
    }
    return answers;
  }
}
