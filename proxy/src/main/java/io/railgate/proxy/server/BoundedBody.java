package io.railgate.proxy.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** Reads a stream to its end, but never more than a bound: what counts is the sum of its chunks. */
final class BoundedBody {

  private BoundedBody() {}

  /** The whole body; fails with {@link TooLarge} at the first byte over {@code limit}. */
  static Future<Buffer> read(ReadStream<Buffer> stream, int limit) {
    Promise<Buffer> whole = Promise.promise();
    Buffer collected = Buffer.buffer();
    stream.exceptionHandler(whole::tryFail);
    stream.endHandler(end -> whole.tryComplete(collected));
    stream.handler(
        chunk -> {
          if (whole.future().isComplete()) {
            return;
          }
          if (collected.length() + chunk.length() > limit) {
            whole.tryFail(new TooLarge());
          } else {
            collected.appendBuffer(chunk);
          }
        });
    stream.resume();
    return whole.future();
  }

  /** A body is larger than its bound. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("the body is larger than its bound");
    }
  }
}
