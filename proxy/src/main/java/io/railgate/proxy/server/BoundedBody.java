package io.railgate.proxy.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;

/** Reads a stream to its end, but never more than a bound: what counts is the sum of its chunks. */
final class BoundedBody {

  private BoundedBody() {}

  /** The whole body; fails with {@link TooLarge} at the first byte over {@code limit}. */
  static Future<Buffer> read(ReadStream<Buffer> stream, int limit) {
    return read(stream, limit, bytes -> {});
  }

  /**
   * The whole body; as {@link #read(ReadStream, int)}.
   *
   * @param held is told how many bytes come; what it throws is the failure
   */
  static Future<Buffer> read(ReadStream<Buffer> stream, int limit, IntConsumer held) {
    Promise<Buffer> whole = Promise.promise();
    Pages collected = new Pages();
    stream.exceptionHandler(whole::tryFail);
    stream.endHandler(end -> whole.tryComplete(collected.whole()));
    stream.handler(
        chunk -> {
          try {
            if (collected.bytes + chunk.length() > limit) {
              throw new TooLarge();
            }
            held.accept(chunk.length());
            collected.add(chunk);
          } catch (RuntimeException e) {
            // Forgets what was collected, also if the stream goes on.
            stream.handler(rest -> {});
            stream.endHandler(end -> {});
            whole.tryFail(e);
          }
        });
    stream.resume();
    return whole.future();
  }

  /**
   * What has come so far. In one growing buffer it would take up to twice its size, and be copied
   * whole each time that it grows.
   */
  private static final class Pages {

    private static final int PAGE_BYTES = 64 << 10;

    private final Deque<Buffer> pages = new ArrayDeque<>();
    private int bytes;

    void add(Buffer chunk) {
      bytes += chunk.length();
      if (pages.isEmpty() || pages.getLast().length() + chunk.length() > PAGE_BYTES) {
        pages.add(Buffer.buffer());
      }
      pages.getLast().appendBuffer(chunk);
    }

    Buffer whole() {
      Buffer whole = Buffer.buffer(bytes);
      pages.forEach(whole::appendBuffer);
      pages.clear();
      return whole;
    }
  }

  /** A body is larger than its bound. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("the body is larger than its bound");
    }
  }
}
