package io.railgate.proxy.server;

import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Closes a connection whose client does not read. Vert.x closes only once all that was written is
 * sent, which is never then, and has no public way to close at once: so this reaches for the
 * channel.
 */
final class HardClose {

  private HardClose() {}

  /** Closes now; what is unsent is lost. To be called on the connection's event loop. */
  static Future<Void> of(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      var unused = base.channelHandlerContext().close(); // the future below tells as well
      return base.closeFuture();
    }
    return connection.close();
  }
}
