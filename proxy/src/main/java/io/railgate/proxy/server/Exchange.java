package io.railgate.proxy.server;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.TextTooLong;
import io.railgate.proxy.backend.Backend;
import io.railgate.proxy.backend.BackendCall;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.ChatRequestReader;
import io.railgate.proxy.openai.Completion;
import io.railgate.proxy.openai.ForwardedRequest;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.UserTurn;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One chat request, from its first byte to the last of its answer: {@link #run} tells its way.
 * Lives on one event loop; only embedding happens elsewhere. Nothing that the client typed reaches
 * the backend or a log.
 */
final class Exchange {

  /** Largest body of a request, in bytes. */
  static final int MAX_BODY_BYTES = 1 << 20;

  /** Longest time in which a body must have come. */
  static final Duration MAX_BODY_TIME = Duration.ofSeconds(30);

  /** Time for a client to read that its time is over. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private final Service service;
  private final HttpServerRequest request;
  private final RequestId id;
  private final ClientAnswer answer;
  private final long started = System.nanoTime();
  private final Duration allowed;
  private final List<CompletableFuture<?>> embedding = new ArrayList<>();
  private @Nullable BackendCall call;
  private @Nullable Decision decision;
  private long clock;
  private boolean clientGone;
  private boolean expired;

  Exchange(Service service, HttpServerRequest request) {
    this.service = service;
    this.request = request;
    this.id = RequestId.of(request);
    this.answer = new ClientAnswer(request, id.value());
    this.allowed = service.backend().timeouts().total();
  }

  /** The way of a request. The future ends with the answer, and never fails. */
  Future<Void> run() {
    watch();
    return read()
        .map(this::admit)
        .compose(chat -> embed(chat).map(this::decide).compose(made -> answer(chat, made)))
        .recover(this::fail)
        .onComplete(
            done -> {
              service.vertx().cancelTimer(clock);
              account();
            });
  }

  /** A client that leaves, or time that runs out, breaks off whatever goes on. */
  private void watch() {
    request
        .response()
        .closeHandler(
            closed -> {
              clientGone = !request.response().ended();
              breakOff();
            });
    clock = service.vertx().setTimer(allowed.toMillis(), fired -> expire());
  }

  /** The client is told; if it does not read what it is told, its connection is cut. */
  private void expire() {
    expired = true;
    breakOff();
    clock =
        service
            .vertx()
            .setTimer(LAST_WORDS.toMillis(), fired -> HardClose.of(request.connection()));
  }

  private Future<ChatRequest> read() {
    String type = request.getHeader("content-type");
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      return Future.failedFuture(
          ApiError.invalid(
              415, "unsupported_content_type", "content-type: expected application/json"));
    }
    return BoundedBody.read(request, MAX_BODY_BYTES)
        .timeout(MAX_BODY_TIME)
        .map(Buffer::getBytes)
        .map(ChatRequestReader::read);
  }

  /** Cheap checks before dear ones. */
  private ChatRequest admit(ChatRequest chat) {
    answer.dropped(chat.dropped());
    model(chat);
    return chat;
  }

  private Future<Conversation> embed(ChatRequest chat) {
    List<Future<UserTurn>> turns = chat.userTurns().stream().map(this::embed).toList();
    return Future.all(turns).map(all -> new Conversation(all.list()));
  }

  private Future<UserTurn> embed(String text) {
    CompletableFuture<Embedding> vector = service.encoders().encode(text, remaining());
    embedding.add(vector);
    return Future.fromCompletionStage(vector, service.vertx().getOrCreateContext())
        .<UserTurn>map(embedded -> new UserTurn.Embedded(text, embedded))
        .recover(
            failure ->
                failure instanceof TextTooLong e
                    ? Future.succeededFuture(new UserTurn.TooLong(e.tokens(), e.limit()))
                    : Future.failedFuture(failure));
  }

  private Decision decide(Conversation conversation) {
    Decision made = service.engine().decide(conversation);
    decision = made;
    answer.decided(made);
    return made;
  }

  private Future<Void> answer(ChatRequest chat, Decision made) {
    return switch (made) {
      case Decision.Forward forward -> forward(chat, forward.prompt());
      case Decision.Reply reply -> answerAtOnce(chat, reply.text());
      case Decision.Refuse refuse -> answerAtOnce(chat, refuse.text());
    };
  }

  private Future<Void> forward(ChatRequest chat, String prompt) {
    var systemPrompt = service.engine().railSet().settings().systemPrompt();
    BackendCall made =
        service
            .backend()
            .complete(new ForwardedRequest(model(chat), systemPrompt, prompt, chat.parameters()));
    call = made;
    return made.head().compose(head -> relay(chat, made, head));
  }

  private Future<Void> relay(ChatRequest chat, BackendCall made, HttpClientResponse head) {
    Backend backend = service.backend();
    if (head.statusCode() != 200) {
      return WholeRelay.relayError(head, answer, backend);
    }
    return chat.parameters().stream()
        ? StreamRelay.relay(
            service.vertx(), head, made.cancelled(), answer, backend.timeouts().idle())
        : WholeRelay.relay(head, answer, backend);
  }

  private Future<Void> answerAtOnce(ChatRequest chat, String text) {
    Completion completion =
        new Completion(
            "chatcmpl-" + UUID.randomUUID(),
            Instant.now(),
            model(chat),
            text,
            chat.parameters().choices());
    if (!chat.parameters().stream()) {
      return answer.json(200, completion.toJson());
    }
    answer.openStream();
    completion.toChunks(chat.parameters().includeUsage()).forEach(answer::event);
    return answer.endStream();
  }

  private Future<Void> fail(Throwable failure) {
    breakOff();
    clientGone |= isClosing(failure);
    ApiError error = error(failure);
    if (!clientGone && error.status() >= 500) {
      log.atWarn()
          .addKeyValue("request", id)
          .addKeyValue("code", error.code())
          .setCause(error.code().equals("internal") ? withoutMessage(failure) : null)
          .log("request failed");
    }
    return answer.fail(error).otherwiseEmpty();
  }

  /** Whether the client's connection broke; the backend's failures come as {@link ApiError}. */
  private boolean isClosing(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof HttpClosedException
        || request.response().closed();
  }

  private ApiError error(Throwable failure) {
    return expired
        ? ApiError.server(
            504, "deadline_exceeded", "no answer within " + allowed.toMillis() + " ms")
        : Failures.explain(failure);
  }

  /** What and where a failure is; its message could hold what a user typed. */
  private static Throwable withoutMessage(Throwable failure) {
    Throwable shown = new Throwable(failure.getClass().getName());
    shown.setStackTrace(failure.getStackTrace());
    return shown;
  }

  /** One line for each request: what was decided and how it ended; no text of anyone's. */
  private void account() {
    var line =
        log.atInfo()
            .addKeyValue("request", id)
            .addKeyValue("status", clientGone ? 499 : request.response().getStatusCode())
            .addKeyValue("ms", (System.nanoTime() - started) / 1_000_000);
    if (decision != null) {
      line =
          line.addKeyValue("action", decision.action())
              .addKeyValue("rail", decision.decidedBy().map(Object::toString).orElse("-"));
    }
    line.log("exchange");
  }

  private void breakOff() {
    embedding.forEach(vector -> vector.cancel(false));
    if (call != null) {
      call.cancel();
    }
  }

  private Duration remaining() {
    return allowed.minusNanos(System.nanoTime() - started);
  }

  /** The model to ask; fails if the client may not ask for the one it names. */
  private String model(ChatRequest chat) {
    if (chat.model().isEmpty()) {
      return service
          .models()
          .fixed()
          .orElseThrow(() -> ApiError.badField("model", "is missing, expected a model's name"));
    }
    return service
        .models()
        .forwarded(chat.model().get())
        .orElseThrow(
            () ->
                ApiError.invalid(
                    404, "model_not_found", "there is no such model; see GET /v1/models"));
  }
}
