package io.railgate.proxy.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.access.Client;
import io.railgate.proxy.access.Kind;
import io.railgate.proxy.audit.Stage;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.Completion;
import io.railgate.proxy.openai.Protocol;
import io.railgate.proxy.report.Explanation;
import io.railgate.proxy.report.ExplanationJson;
import io.railgate.proxy.shared.GivenReplies.Answered;
import io.railgate.proxy.tracing.Inference;
import io.railgate.proxy.tracing.Outcome;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Step;
import io.railgate.rails.set.AnswerSettings.Refusals;
import io.railgate.rails.set.ConversationSettings.History;
import io.railgate.rails.set.ConversationSettings.SystemMessages;
import io.railgate.rails.set.ModelCall;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One request, from its first byte to the last of its answer: {@link #run} tells its way. Lives on
 * one event loop; embedding and deciding happen elsewhere. Nothing that the client typed reaches
 * the backend, but in monitor mode, or a log.
 */
final class Exchange {

  /** Time for a client to read that its time is over. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** Longest time that deciding may keep a request from a backend that gets it anyway. */
  static final Duration MONITOR_PATIENCE = Duration.ofSeconds(2);

  private final Service service;
  private final HttpServerRequest request;
  private final Protocol protocol;
  private final Client client;
  private final ExchangeLog log;
  private final ExchangeRecord record;
  private final ClientAnswer answer;
  private final RateCheck limits;
  private final long started = System.nanoTime();
  private final Duration allowed;
  private final RequestBody body;
  private final Capacity.Share share;
  private final TurnReader turns;
  private final Forwarding forwarding;
  private @Nullable Decision decision;
  private @Nullable ApiError failed;
  private long clock;
  private boolean clientGone;
  private boolean expired;
  private boolean late;

  /**
   * Begins an exchange.
   *
   * @param protocol in which the client asks and is answered
   * @param client who asks
   */
  Exchange(Service service, HttpServerRequest request, Protocol protocol, Client client) {
    this.service = service;
    this.protocol = protocol;
    this.client = client;
    this.request = request;
    RequestId id = RequestId.of(request);
    this.log = new ExchangeLog(id, client.id());
    this.record = new ExchangeRecord(service, id, request);
    this.answer = service.answer(request, id);
    this.limits = new RateCheck(service.rates(), client, answer);
    this.allowed = service.backend().timeouts().total();
    this.share = service.capacity().share();
    this.body = new RequestBody(service.vertx(), request);
    this.turns = new TurnReader(service, client.groups(), () -> allowed.minus(taken()));
    this.forwarding = new Forwarding(service, protocol, answer, log, record);
  }

  /** The way of a request. The future ends with the answer, and never fails. */
  Future<Void> run() {
    return service.monitors() ? toTheEnd(monitor()) : toTheEnd(answered(this::admit, this::answer));
  }

  /** The same way as far as the decision, which the client is told; the backend is not called. */
  Future<Void> check() {
    record.checks();
    return toTheEnd(answered(this::admitTurns, this::tell));
  }

  private Future<Void> answered(
      UnaryOperator<ChatRequest> admission,
      BiFunction<ChatRequest, List<Step>, Future<Void>> last) {
    return body()
        .map(bytes -> protocol.read(bytes.getBytes(), service.opened()))
        .map(admission)
        .compose(chat -> decisions(chat).compose(steps -> last.apply(chat, steps)));
  }

  /**
   * The way of a request that is forwarded as it came. It is decided on, and does not depend on it.
   */
  private Future<Void> monitor() {
    log.monitored();
    answer.monitored();
    return body()
        .compose(
            bytes -> {
              ObjectNode asked = Protocol.object(bytes.getBytes());
              requireModel(asked.path("model"));
              return observe(asked).compose(seen -> passOn(asked, bytes));
            });
  }

  /** Decides, if that can be done; never fails. */
  private Future<Void> observe(ObjectNode asked) {
    return Future.succeededFuture(asked)
        .map(body -> protocol.read(body, service.opened()))
        .map(this::admitTurns)
        .compose(this::decisions)
        .timeout(MONITOR_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .<Void>mapEmpty()
        .recover(
            failure -> {
              turns.cancel();
              late = true;
              ApiError error = failure instanceof TimeoutException ? tooLate() : error(failure);
              record.undecided(error);
              log.undecided(error, failure);
              return Future.succeededFuture();
            });
  }

  private static ApiError tooLate() {
    return ApiError.server(
        504, "deadline_exceeded", "not decided within " + MONITOR_PATIENCE.toMillis() + " ms");
  }

  private Future<Void> passOn(ObjectNode asked, Buffer bytes) {
    String path = request.path().substring("/v1".length());
    Optional<String> model = service.offered(asked.path("model").textValue());
    Inference told = Inference.passedOn(path, model, asked.path("stream").asBoolean());
    return takePrompt(() -> forwarding.passOn(path, told, bytes));
  }

  private Future<List<Step>> decisions(ChatRequest chat) {
    record.says(chat);
    return turns
        .read(chat)
        .onSuccess(read -> record.ended(Stage.EMBED))
        .compose(this::decide)
        .map(this::decided);
  }

  private Future<Void> toTheEnd(Future<Void> way) {
    return way.recover(this::fail)
        .onComplete(
            done -> {
              service.vertx().cancelTimer(clock);
              share.close();
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

  private Future<Buffer> body() {
    watch();
    Future<Void> taken = limits.take(Kind.REQUESTS);
    return read(taken)
        .map(
            read -> {
              share.enter();
              record.ended(Stage.READ);
              record.admit();
              return read;
            });
  }

  /** While others are asked about the limit the body is read: nobody else keeps what comes. */
  private Future<Buffer> read(Future<Void> taken) {
    if (taken.isComplete()) {
      return taken.compose(done -> body.read(share::hold, allowed));
    }
    Future<Buffer> read = body.read(share::hold, allowed);
    return taken.compose(done -> read);
  }

  /** Cheap checks before dear ones. */
  private ChatRequest admit(ChatRequest chat) {
    model(chat);
    return admitTurns(chat);
  }

  private ChatRequest admitTurns(ChatRequest chat) {
    dropped(chat.dropped());
    boolean reject = service.settings().conversation().system() == SystemMessages.REJECT;
    chat.systemMessage()
        .filter(path -> reject)
        .ifPresent(
            path -> {
              throw ApiError.badField(path, "system and developer messages are not accepted here");
            });
    return chat;
  }

  /** What each round led to; the last is the one to act on. Computed off the event loop. */
  private Future<List<Step>> decide(Conversation conversation) {
    return service
        .memory()
        .known(conversation)
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                service
                    .vertx()
                    .executeBlocking(() -> service.memory().replay(conversation), false));
  }

  private List<Step> decided(List<Step> steps) {
    record.ended(Stage.DECIDE);
    Decision made = steps.getLast().decision();
    if (!late) {
      decision = made;
      answer.decided(made);
    }
    return steps;
  }

  private Future<Void> answer(ChatRequest chat, List<Step> steps) {
    return switch (steps.getLast().decision()) {
      case Decision.Forward forward -> forward(chat, steps, forward.prompt(), forward.call());
      case Decision.Pass pass -> forward(chat, steps, pass.message(), pass.call());
      case Decision.Reply reply -> answerAtOnce(chat, reply.text());
      case Decision.Ask ask -> answerAtOnce(chat, ask.text());
      case Decision.Clarify clarify -> answerAtOnce(chat, clarify.text());
      case Decision.Refuse refuse ->
          service.settings().answers().refusals() == Refusals.ERROR
              ? Future.failedFuture(ApiError.refusal(protocol.saysIn(), refuse.text()))
              : answerAtOnce(chat, refuse.text());
    };
  }

  private Future<Void> tell(ChatRequest chat, List<Step> steps) {
    Explanation explanation =
        new Explanation(
            steps.stream().map(Step::decision).toList(), service.settings().conversation());
    Future<List<String>> names =
        forwards(steps)
            ? earlier(chat, steps).map(EarlierTurns::dropped)
            : Future.succeededFuture(chat.dropped());
    return names.compose(
        dropped -> {
          dropped(dropped);
          return answer.json(200, ExplanationJson.forClients(explanation, dropped).toString());
        });
  }

  private Future<Void> forward(ChatRequest chat, List<Step> steps, String prompt, ModelCall call) {
    return ifAwaited(() -> earlier(chat, steps))
        .compose(
            earlier -> {
              dropped(earlier.dropped());
              String model = model(chat);
              return takePrompt(() -> forwarding.forward(chat, model, earlier, prompt, call));
            });
  }

  private Future<Void> takePrompt(Supplier<Future<Void>> next) {
    return ifAwaited(() -> limits.take(Kind.PROMPTS))
        .compose(
            taken ->
                ifAwaited(
                    () -> {
                      record.stillTaken();
                      return next.get();
                    }));
  }

  /** Goes on if somebody still waits for the answer: what is begun later, nothing breaks off. */
  private <T> Future<T> ifAwaited(Supplier<Future<T>> next) {
    return clientGone || expired ? Future.failedFuture("nobody waits for the answer") : next.get();
  }

  private void dropped(List<String> names) {
    record.dropped(names);
    answer.dropped(names);
  }

  private Future<EarlierTurns> earlier(ChatRequest chat, List<Step> steps) {
    History history = service.settings().conversation().history();
    Set<Answered> told = history == History.VERIFIED ? EarlierTurns.told(chat, steps) : Set.of();
    return Future.fromCompletionStage(
            service.given().given(told), service.vertx().getOrCreateContext())
        .map(given -> EarlierTurns.of(chat, steps, history, given));
  }

  private static boolean forwards(List<Step> steps) {
    Decision made = steps.getLast().decision();
    return made instanceof Decision.Forward || made instanceof Decision.Pass;
  }

  private Future<Void> answerAtOnce(ChatRequest chat, String text) {
    Completion completion =
        new Completion(
            "chatcmpl-" + UUID.randomUUID(),
            Instant.now(),
            model(chat),
            text,
            chat.parameters().choices(),
            chat.structured());
    if (!chat.parameters().stream()) {
      return answer.json(200, protocol.whole(chat, completion.whole()));
    }
    answer.openStream(protocol.events(chat));
    completion.chunks(chat.parameters().includeUsage()).forEach(answer::chunk);
    return answer.endStream();
  }

  private Future<Void> fail(Throwable failure) {
    breakOff();
    clientGone |= isClosing(failure);
    ApiError error = error(failure);
    failed = error;
    if (!clientGone && error.status() >= 500) {
      log.failed(error, failure, service.backend().url());
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

  private void account() {
    int status = clientGone ? Outcome.CLIENT_GONE : request.response().getStatusCode();
    log.ended(status, taken(), decision, failed);
    record.ended(status, taken(), client.id(), decision, failed);
  }

  private void breakOff() {
    body.cancel();
    turns.cancel();
    forwarding.cancel();
  }

  private Duration taken() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** As {@link #model}, of a request that is not read. */
  private void requireModel(JsonNode named) {
    if (!named.isMissingNode() && !named.isNull() && !named.isTextual()) {
      throw ApiError.badField("model", "expected a string");
    }
    service.model(Optional.ofNullable(named.textValue()));
  }

  private String model(ChatRequest chat) {
    return service.model(chat.model());
  }
}
