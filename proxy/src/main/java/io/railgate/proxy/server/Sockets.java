package io.railgate.proxy.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.Locale;

/** By which of the system's interfaces sockets are served; all but the JDK's are Linux's only. */
public enum Sockets {
  /** The JDK's own selectors. */
  NIO,

  /** epoll(7), what {@link #NIO} uses on Linux too, with less between it and the proxy. */
  EPOLL,

  /** io_uring(7), many calls at once; containers and hardened kernels often forbid it. */
  IO_URING;

  /** As it is written on a command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  void require() throws StartFailed {
    if (!transport().available()) {
      throw new StartFailed(
          "--sockets: %s cannot be used here (%s), expected %s"
              .formatted(this, reason(transport().unavailabilityCause()), NIO));
    }
  }

  Vertx vertx(VertxOptions options) {
    return Vertx.builder().with(options).withTransport(transport()).build();
  }

  private Transport transport() {
    return switch (this) {
      case NIO -> Transport.NIO;
      case EPOLL -> Transport.EPOLL;
      case IO_URING -> Transport.IO_URING;
    };
  }

  private static String reason(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
