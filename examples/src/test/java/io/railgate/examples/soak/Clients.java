package io.railgate.examples.soak;

import io.railgate.examples.soak.Question.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Clients that ask over kept connections, and what became of it. Safe for many threads. */
final class Clients {

  /** Most connections; requests beyond them wait for one, and the wait counts as theirs. */
  static final int CONNECTIONS = 32;

  /** Longest time for an answer. */
  private static final long PATIENCE_S = 30;

  /** When a client that leaves does so. */
  private static final long LEAVES_AFTER_MS = 2;

  private final Vertx vertx;
  private final HttpClient client;
  private final URI proxy;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder answered = new LongAdder();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

  Clients(Vertx vertx, URI proxy) {
    this.vertx = vertx;
    this.proxy = proxy;
    this.client =
        vertx
            .httpClientBuilder()
            .with(new PoolOptions().setHttp1MaxSize(CONNECTIONS))
            .withConnectHandler(
                connection -> {
                  open.incrementAndGet();
                  connection.closeHandler(closed -> open.decrementAndGet());
                })
            .build();
  }

  /** Asks; completes when it is over, whatever became of it. */
  Future<Void> ask(Question question) {
    long begun = System.nanoTime();
    inFlight.incrementAndGet();
    return client
        .request(
            HttpMethod.POST, proxy.getPort(), proxy.getHost(), proxy.getPath() + question.path())
        .compose(request -> answer(request, question))
        .timeout(PATIENCE_S, TimeUnit.SECONDS)
        .otherwise(failure -> new Answer(0, "" + failure, false))
        .<Void>map(
            answer -> {
              inFlight.decrementAndGet();
              answered.increment();
              nanos.add(System.nanoTime() - begun);
              if (!question.isAnsweredBy(answer.status, answer.text, answer.whole)) {
                wrong.add(question.kind() + ": " + answer + " to " + question.body());
              }
              return null;
            });
  }

  /** How many connections are open. */
  int connections() {
    return open.get();
  }

  int inFlight() {
    return inFlight.get();
  }

  /** Requests that are over. */
  long answered() {
    return answered.sum();
  }

  /** Requests that ended otherwise than they should. */
  Queue<String> wrong() {
    return wrong;
  }

  /** How long those took that have ended since this was asked last. */
  Queue<Long> takeNanos() {
    Queue<Long> taken = new ConcurrentLinkedQueue<>();
    for (Long next = nanos.poll(); next != null; next = nanos.poll()) {
      taken.add(next);
    }
    return taken;
  }

  private record Answer(int status, String text, boolean whole) {}

  private Future<Answer> answer(HttpClientRequest request, Question question) {
    request.putHeader("content-type", "application/json");
    Future<Answer> answer = request.send(Buffer.buffer(question.body())).compose(Clients::read);
    return question.kind() == Kind.LEAVES ? leave(request) : answer;
  }

  /** Whether it was answered by then or not. */
  private Future<Answer> leave(HttpClientRequest request) {
    return vertx
        .timer(LEAVES_AFTER_MS, TimeUnit.MILLISECONDS)
        .map(
            fired -> {
              request.reset();
              return new Answer(0, "", false);
            });
  }

  /** What came of an answer, also if it ends too soon. */
  private static Future<Answer> read(HttpClientResponse response) {
    Buffer text = Buffer.buffer();
    Promise<Answer> end = Promise.promise();
    response.handler(text::appendBuffer);
    response.endHandler(
        over -> end.tryComplete(new Answer(response.statusCode(), text.toString(), true)));
    response.exceptionHandler(
        cut -> end.tryComplete(new Answer(response.statusCode(), text.toString(), false)));
    return end.future();
  }
}
