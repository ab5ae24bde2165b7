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
import java.util.List;
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

  /**
   * Reads for an exchange.
   *
   * @param left the time that it has left
   */
  TurnReader(Service service, Supplier<Duration> left) {
    this.service = service;
    this.left = left;
  }

  Future<Conversation> read(ChatRequest chat) {
    List<Future<Round>> rounds = chat.rounds().stream().map(this::read).toList();
    return Future.all(rounds).map(all -> new Conversation(all.list(), service.today()));
  }

  /** Ends what still waits or runs. */
  void cancel() {
    embedding.forEach(vector -> vector.cancel(false));
  }

  private Future<Round> read(ChatRequest.Round round) {
    List<Future<UserTurn>> turns = round.user().stream().map(this::read).toList();
    return Future.all(turns).map(all -> new Round(all.list()));
  }

  private Future<UserTurn> read(String text) {
    return service
        .memory()
        .reading(text)
        .map(Future::succeededFuture)
        .orElseGet(() -> embed(text))
        .map(reading -> new UserTurn(text, reading))
        .onSuccess(service.memory()::remember);
  }

  private Future<Reading> embed(String text) {
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
