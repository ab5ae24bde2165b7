package io.railgate.proxy.server;

import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections of a port: at most so many, and each must bring its requests' heads in time.
 * Shared by the listeners of the port; safe for many threads.
 */
final class Connections {

  private static final Logger log = LoggerFactory.getLogger(Connections.class);

  private final int most;
  private final Duration headTime;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicBoolean full = new AtomicBoolean();

  /**
   * Of a port.
   *
   * @param most how many may be open at once; further ones are closed at once
   * @param headTime how long the head of a request may take
   */
  Connections(int most, Duration headTime) {
    this.most = most;
    this.headTime = headTime;
  }

  int open() {
    return open.get();
  }

  /** A connection was opened; to be called on its event loop. */
  void opened(HttpConnection connection) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      if (!full.getAndSet(true)) {
        log.atWarn().addKeyValue("most", most).log("too many connections: new ones are closed");
      }
      HardClose.of(connection);
      return;
    }
    HeadDeadline.watch(connection, headTime);
    PipelinedBodies.refuse(connection);
    connection.closeHandler(
        closed -> {
          open.decrementAndGet();
          full.set(false);
        });
  }
}
