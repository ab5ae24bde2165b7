package io.railgate.rails.attack;

import static java.util.Objects.requireNonNull;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.Progress;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Conversation.Round;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.text.NormalText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says texts to a rail engine. What is compared alike is embedded once. */
final class Talks {

  /** Which day it is can change what a slot is asked for, and never which rail decides. */
  private static final LocalDate ANY_DAY = LocalDate.EPOCH;

  /** Texts that are embedded before progress is told of. */
  private static final int CHUNK = 64;

  private final RailEngine engine;

  /** By the text as it is compared. */
  private final Map<String, Reading> readings = new HashMap<>();

  Talks(RailEngine engine) {
    this.engine = engine;
  }

  /**
   * Embeds all turns, on the cores there are.
   *
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  void read(Stream<String> turns, Encoder encoder, Progress progress) {
    Map<String, String> unread = new LinkedHashMap<>();
    turns.forEach(turn -> unread.putIfAbsent(NormalText.of(turn).plain(), turn));
    List<String> texts = new ArrayList<>(unread.keySet());
    for (int from = 0; from < texts.size(); from += CHUNK) {
      int to = Math.min(from + CHUNK, texts.size());
      texts.subList(from, to).parallelStream()
          .map(
              plain ->
                  Map.entry(
                      plain, engine.read(requireNonNull(unread.get(plain)), encoder).reading()))
          .toList()
          .forEach(read -> readings.put(read.getKey(), read.getValue()));
      progress.embedded(to, texts.size());
    }
  }

  /** What is decided round by round; all turns of it were read. */
  List<Decision> decisions(Variant variant) {
    List<UserTurn> turns =
        variant.turns().stream()
            .map(
                turn ->
                    new UserTurn(turn, requireNonNull(readings.get(NormalText.of(turn).plain()))))
            .toList();
    Conversation conversation =
        variant.answered()
            ? Conversation.of(ANY_DAY, turns.toArray(UserTurn[]::new))
            : new Conversation(List.of(new Round(turns)), ANY_DAY);
    return engine.replay(conversation).stream().map(Step::decision).toList();
  }
}
