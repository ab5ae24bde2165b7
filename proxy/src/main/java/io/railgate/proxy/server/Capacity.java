package io.railgate.proxy.server;

import io.railgate.proxy.openai.ApiError;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the requests of all clients may hold at once, so that many of them cannot take all memory.
 * Safe for many threads.
 */
final class Capacity {

  /** Most requests whose body has come and whose answer has not ended. */
  static final int MAX_IN_FLIGHT = 1024;

  /** Most bytes that bodies hold together, beyond what each of them may hold anyway. */
  static final long MAX_BODY_BYTES = 64L << 20;

  /** What each body may hold, in bytes, however much the others do: most requests are smaller. */
  static final int BODY_BYTES_FOR_EACH = 16 << 10;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong bodyBytes = new AtomicLong();

  /** Requests that are admitted and not answered to the end. */
  int inFlight() {
    return inFlight.get();
  }

  /** Bytes of bodies that count, those of small ones do not. */
  long bodyBytes() {
    return bodyBytes.get();
  }

  /** A new request's share, of nothing yet; to be closed when the request's answer has ended. */
  Share share() {
    return new Share();
  }

  /** What one request holds. Lives on one event loop. */
  final class Share implements AutoCloseable {

    private boolean inFlight;
    private long body;
    private long counted;

    private Share() {}

    /**
     * Counts bytes of the body.
     *
     * @throws ApiError with status 503 if the bodies hold too much
     */
    void hold(int bytes) {
      body += bytes;
      long more = Math.max(0, body - BODY_BYTES_FOR_EACH) - counted;
      counted += more;
      if (more > 0 && bodyBytes.addAndGet(more) > MAX_BODY_BYTES) {
        throw ApiError.overloaded("too many large requests are being read", RETRY_AFTER);
      }
    }

    /**
     * Counts the request as one in flight.
     *
     * @throws ApiError with status 503 if there are too many
     */
    void enter() {
      inFlight = true;
      if (Capacity.this.inFlight.incrementAndGet() > MAX_IN_FLIGHT) {
        throw ApiError.overloaded("too many requests are in flight", RETRY_AFTER);
      }
    }

    /** Gives all back. */
    @Override
    public void close() {
      bodyBytes.addAndGet(-counted);
      counted = 0;
      body = 0;
      if (inFlight) {
        inFlight = false;
        Capacity.this.inFlight.decrementAndGet();
      }
    }
  }
}
