package io.railgate.proxy.faults;

import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.ScriptedBackend.Script;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers to one prompt go on, piece by piece, until the test has them end; others are quick. */
final class SlowAnswers implements Script {

  private static final long BETWEEN_PIECES_MS = 200;

  private final Vertx vertx;
  private final String slowly;
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger pieces = new AtomicInteger();
  private volatile boolean over;

  /**
   * Answers of a backend.
   *
   * @param slowly the prompt that is answered so
   */
  SlowAnswers(Vertx vertx, String slowly) {
    this.vertx = vertx;
    this.slowly = slowly;
  }

  /** How many answers were begun. */
  int begun() {
    return begun.get();
  }

  /** Pieces so far of each answer that was begun, on average. */
  int pieces() {
    return pieces.get() / Math.max(1, begun.get());
  }

  /** All end with the next piece. */
  void end() {
    over = true;
  }

  @Override
  public void answer(HttpServerRequest request, String body) {
    if (!body.contains(slowly)) {
      ScriptedBackend.wholeOrStreamed(request, body);
      return;
    }
    begun.incrementAndGet();
    boolean stream = body.contains("\"stream\":true");
    List<String> events =
        ScriptedBackend.events().stream().map(e -> "data: " + e + "\n\n").toList();
    HttpServerResponse answer =
        stream ? ScriptedBackend.stream(request) : request.response().setChunked(true);
    answer.write(stream ? events.getFirst() : " ");
    vertx.setPeriodic(
        BETWEEN_PIECES_MS,
        timer -> {
          if (over) {
            vertx.cancelTimer(timer);
            answer.end(stream ? events.getLast() + "data: [DONE]\n\n" : ScriptedBackend.whole());
          } else {
            pieces.incrementAndGet();
            answer.write(stream ? events.get(1) : " ");
          }
        });
  }
}
