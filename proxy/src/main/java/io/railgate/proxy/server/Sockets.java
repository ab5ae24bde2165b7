package io.railgate.proxy.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.util.Locale;
import java.util.Optional;

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
    Optional<Transport> unavailable = transport().filter(each -> !each.available());
    if (unavailable.isPresent()) {
      throw new StartFailed(
          "--sockets: %s cannot be used here (%s), expected %s"
              .formatted(this, reason(unavailable.get().unavailabilityCause()), NIO));
    }
  }

  /** Vert.x by these; the caller's to close. */
  public Vertx vertx(VertxOptions options) {
    VertxBuilder builder = Vertx.builder().with(options);
    return transport().map(builder::withTransport).orElse(builder).build();
  }

  /** Empty for the JDK's: even to ask {@link Transport} for these loads the libraries of others. */
  private Optional<Transport> transport() {
    return switch (this) {
      case NIO -> Optional.empty();
      case EPOLL -> Optional.of(Transport.EPOLL);
      case IO_URING -> Optional.of(Transport.IO_URING);
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
