package io.railgate.proxy.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** Finds out about ports, and says what is wrong with one. */
final class Ports {

  private Ports() {}

  /** {@code port}, or a free one if it is 0: each of several servers would get one of its own. */
  static int choose(String host, int port) throws StartFailed {
    if (port != 0) {
      return port;
    }
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartFailed("no port can be had on " + host + ": " + e.getMessage());
    }
  }

  /** Tries to listen, and stops at once; a later try may still fail. */
  static void requireFree(String host, int port, String option) throws StartFailed {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (IOException e) {
      throw notToBeHad(host, port, option, e);
    }
  }

  static StartFailed notToBeHad(String host, int port, String option, @Nullable Throwable cause) {
    String reason = cause == null ? "" : String.valueOf(cause.getMessage());
    boolean taken = cause instanceof BindException && reason.contains("in use");
    return new StartFailed(
        "port %d on %s %s"
            .formatted(
                port,
                host,
                taken
                    ? "is in use; end what listens there, or choose another with " + option
                    : "cannot be had (" + reason + "); choose another with " + option));
  }
}
