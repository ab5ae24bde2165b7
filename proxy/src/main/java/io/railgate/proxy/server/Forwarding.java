package io.railgate.proxy.server;

import io.railgate.proxy.audit.Stage;
import io.railgate.proxy.backend.Backend;
import io.railgate.proxy.backend.BackendCall;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.ForwardedRequest;
import io.railgate.proxy.openai.Parameters;
import io.railgate.proxy.openai.Protocol;
import io.railgate.proxy.shared.GivenReplies.Answered;
import io.railgate.proxy.tracing.Inference;
import io.railgate.rails.set.ConversationSettings;
import io.railgate.rails.set.ConversationSettings.History;
import io.railgate.rails.set.ModelCall;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The backend's part of one exchange: it is sent a request that is built anew, and its answer goes
 * to the client. Lives on one event loop.
 */
final class Forwarding {

  private final Service service;
  private final Protocol protocol;
  private final ClientAnswer answer;
  private final ExchangeLog log;
  private final ExchangeRecord record;
  private @Nullable BackendCall call;

  Forwarding(
      Service service,
      Protocol protocol,
      ClientAnswer answer,
      ExchangeLog log,
      ExchangeRecord record) {
    this.service = service;
    this.protocol = protocol;
    this.answer = answer;
    this.log = log;
    this.record = record;
  }

  /**
   * Forwards, and relays the answer; ends with it.
   *
   * @param model the client's choice, which the rail may overrule
   * @param earlier turns that are forwarded too
   * @param prompt the approved one, or what a rail passes on
   * @param settings of the rail for this call
   */
  Future<Void> forward(
      ChatRequest chat, String model, EarlierTurns earlier, String prompt, ModelCall settings) {
    Parameters parameters =
        chat.parameters()
            .with(settings.temperature(), settings.maxTokens(), settings.topP(), settings.seed());
    ConversationSettings conversation = service.settings().conversation();
    BackendCall made =
        service
            .backend()
            .complete(
                new ForwardedRequest(
                    settings.model().orElse(model),
                    conversation.prompt(),
                    earlier.messages(),
                    prompt,
                    parameters,
                    chat.opened()),
                record.trace());
    call = made;
    ReplyCollector replies =
        conversation.history() == History.VERIFIED
            ? new ReplyCollector(
                parameters.choices(),
                reply -> service.given().remember(new Answered(prompt, reply)))
            : ReplyCollector.NONE;
    return told(
        made,
        head(made).compose(head -> relay(chat, made, head, new Heard(replies, made.trace()))));
  }

  /**
   * Forwards a request as it came, and relays the answer as it comes; ends with it.
   *
   * @param path of the backend's route
   * @param asked what of the request is told
   */
  Future<Void> passOn(String path, Inference asked, Buffer body) {
    BackendCall made = service.backend().passOn(path, asked, body, record.trace());
    call = made;
    return told(made, head(made).compose(head -> relayRaw(made, head)));
  }

  /** Breaks the call off, wherever it stands. */
  void cancel() {
    if (call != null) {
      call.cancel();
    }
  }

  /** The trace of the call ends with it, if not before. */
  private static Future<Void> told(BackendCall made, Future<Void> way) {
    return way.onSuccess(done -> made.trace().ended())
        .onFailure(failure -> made.trace().failed(Failures.explain(failure).code()));
  }

  private Future<HttpClientResponse> head(BackendCall made) {
    return made.head().onSuccess(head -> record.ended(Stage.FIRST_BYTE));
  }

  private Future<Void> relayRaw(BackendCall made, HttpClientResponse head) {
    return refused(made, head)
        .orElseGet(
            () ->
                RawRelay.relay(service.vertx(), head, made.cancelled(), answer, service.backend()));
  }

  /** The way of an answer that is none; empty if the backend answers. */
  private Optional<Future<Void>> refused(BackendCall made, HttpClientResponse head) {
    int status = head.statusCode();
    if (status == 401 || status == 403 || status == 404) {
      log.backendRefuses(status, made.url());
    }
    if (status >= 400) {
      return Optional.of(
          WholeRelay.relayError(service.vertx(), head, answer, service.backend())
              .onComplete(told -> made.trace().failed(Integer.toString(status))));
    }
    return status == 200
        ? Optional.empty()
        : Optional.of(
            Future.failedFuture(
                ApiError.server(
                    502, "backend_broke_off", "the backend answered with status " + status)));
  }

  private Future<Void> relay(
      ChatRequest chat, BackendCall made, HttpClientResponse head, Heard heard) {
    Optional<Future<Void>> refused = refused(made, head);
    if (refused.isPresent()) {
      return refused.get();
    }
    Backend backend = service.backend();
    return chat.parameters().stream()
        ? StreamRelay.relay(
            service.vertx(),
            head,
            made.cancelled(),
            answer,
            protocol.events(chat),
            chat.parameters().choices(),
            backend,
            heard)
        : WholeRelay.relay(
            service.vertx(),
            head,
            answer,
            backend,
            heard,
            completion -> protocol.whole(chat, completion));
  }
}
