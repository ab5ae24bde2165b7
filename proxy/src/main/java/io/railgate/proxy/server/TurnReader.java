package io.railgate.proxy.server;

import io.railgate.embeddings.Embedding;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Conversation.Round;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.engine.UserTurn.Reading;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Reads what a user said: only texts that were not read before are embedded, on the encoder pool's
 * threads. For one exchange, on its event loop.
 */
final class TurnReader {

  private final Service service;
  private final Supplier<Duration> left;
  private final List<CompletableFuture<?>> embedding = new ArrayList<>();
  private boolean cancelled;

  /**
   * Reads for an exchange.
   *
   * @param left the time that it has left
   */
  TurnReader(Service service, Supplier<Duration> left) {
    this.service = service;
    this.left = left;
  }

  /** One text after the other, so that a long conversation does not keep others waiting. */
  Future<Conversation> read(ChatRequest chat) {
    Set<String> texts = new LinkedHashSet<>();
    chat.rounds().forEach(round -> texts.addAll(round.user()));
    Future<Map<String, Reading>> all = Future.succeededFuture(new HashMap<>());
    for (String text : texts) {
      all =
          all.compose(
              readings ->
                  read(text)
                      .map(
                          reading -> {
                            readings.put(text, reading);
                            return readings;
                          }));
    }
    return all.map(readings -> conversation(chat, readings));
  }

  /** Ends what still waits or runs. */
  void cancel() {
    cancelled = true;
    embedding.forEach(vector -> vector.cancel(false));
  }

  private Conversation conversation(ChatRequest chat, Map<String, Reading> readings) {
    return new Conversation(
        chat.rounds().stream()
            .map(
                round ->
                    new Round(
                        round.user().stream()
                            .map(
                                text ->
                                    new UserTurn(text, Objects.requireNonNull(readings.get(text))))
                            .toList()))
            .toList(),
        service.today());
  }

  private Future<Reading> read(String text) {
    return service
        .memory()
        .reading(text)
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                embed(text)
                    .onSuccess(reading -> service.memory().remember(new UserTurn(text, reading))));
  }

  private Future<Reading> embed(String text) {
    if (cancelled) {
      return Future.failedFuture(new CancellationException());
    }
    CompletableFuture<Embedding> vector = service.encoders().encode(text, left.get());
    embedding.add(vector);
    return Future.fromCompletionStage(vector, service.vertx().getOrCreateContext())
        .<Reading>map(Reading.Embedded::new)
        .recover(
            failure ->
                Reading.ofFailure(failure)
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(failure)));
  }
}
