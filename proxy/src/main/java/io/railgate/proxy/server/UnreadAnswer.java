package io.railgate.proxy.server;

import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;

/**
 * Watches the end of an answer: a client that takes nothing of what waits for it holds memory, and
 * a place among the requests in flight. Vert.x does not tell how much waits, so this looks at the
 * channel. Lives on the connection's event loop.
 */
final class UnreadAnswer {

  /** How long a client may take nothing; twice as long at most. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpConnection connection;
  private long waiting = Long.MAX_VALUE;

  private UnreadAnswer(HttpConnection connection) {
    this.connection = connection;
  }

  /**
   * Watches until the end.
   *
   * @param ended completes when all is sent, or the connection is closed
   */
  static void watch(Vertx vertx, HttpConnection connection, Future<Void> ended) {
    UnreadAnswer unread = new UnreadAnswer(connection);
    long clock = vertx.setPeriodic(PATIENCE.toMillis(), tick -> unread.look());
    ended.onComplete(end -> vertx.cancelTimer(clock));
  }

  private void look() {
    long now = waiting(connection);
    if (now > 0 && now >= waiting) {
      HardClose.of(connection);
    }
    waiting = now;
  }

  /** Bytes that were written and not sent; 0 if that cannot be known. */
  private static long waiting(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      ChannelOutboundBuffer buffer =
          base.channelHandlerContext().channel().unsafe().outboundBuffer();
      return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
    return 0;
  }
}
