package io.railgate.proxy.server;

import io.railgate.embeddings.Embedding;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Conversation.Round;
import io.railgate.rails.engine.Terms;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.set.Groups;
import io.railgate.rails.text.NormalText;
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

  /** What is made normal within a fraction of a millisecond. */
  private static final int FEW_CHARACTERS = 1_000;

  private final Service service;
  private final Groups groups;
  private final Supplier<Duration> left;
  private CompletableFuture<?> atWork = CompletableFuture.completedFuture(null);
  private boolean cancelled;

  /**
   * Reads for an exchange.
   *
   * @param groups whose rails the client may use
   * @param left the time that it has left
   */
  TurnReader(Service service, Groups groups, Supplier<Duration> left) {
    this.service = service;
    this.groups = groups;
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
    atWork.cancel(false);
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
        new Terms(service.today(), groups));
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
    return normal(text).compose(this::embed);
  }

  /** Off the event loop, unless there is little to do. */
  private Future<NormalText> normal(String text) {
    return text.length() <= FEW_CHARACTERS
        ? Future.succeededFuture(NormalText.of(text))
        : service.vertx().executeBlocking(() -> NormalText.of(text), false);
  }

  private Future<Reading> embed(NormalText text) {
    if (text.isTooLong()) {
      int limit = service.settings().encoder().tokenLimit();
      return Future.succeededFuture(Reading.tooLong(text, limit));
    }
    return onLane(() -> service.encoders().encode(text.plain(), left.get()))
        .<Reading>map(Reading.Embedded::new)
        .recover(TurnReader::unread)
        .compose(
            reading ->
                service.engine().readsLong() && reading instanceof Reading.TooLong whole
                    ? embedWindows(text, whole)
                    : Future.succeededFuture(reading));
  }

  /** One window after the other, so that a long text does not keep others waiting. */
  private Future<Reading> embedWindows(NormalText text, Reading.TooLong whole) {
    return onLane(() -> service.encoders().windows(text.plain(), left.get()))
        .compose(this::embedEach)
        .<Reading>map(vectors -> new Reading.Windows(vectors, whole.tokens(), whole.limit()))
        .recover(failure -> unread(failure).map(whole));
  }

  private Future<List<Embedding>> embedEach(List<String> windows) {
    Future<List<Embedding>> all = Future.succeededFuture(new ArrayList<>());
    for (String window : windows) {
      all =
          all.compose(
              vectors ->
                  onLane(() -> service.encoders().encode(window, left.get()))
                      .map(
                          vector -> {
                            vectors.add(vector);
                            return vectors;
                          }));
    }
    return all;
  }

  /** What a failure says of the text; fails if it says something of the encoder. */
  private static Future<Reading> unread(Throwable failure) {
    return Reading.ofFailure(failure)
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(failure));
  }

  private <T> Future<T> onLane(Supplier<CompletableFuture<T>> work) {
    if (cancelled) {
      return Future.failedFuture(new CancellationException());
    }
    CompletableFuture<T> running = work.get();
    atWork = running;
    return Future.fromCompletionStage(running, service.vertx().getOrCreateContext());
  }
}
