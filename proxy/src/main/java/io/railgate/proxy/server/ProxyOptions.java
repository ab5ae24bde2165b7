package io.railgate.proxy.server;

import java.time.Duration;

/**
 * Where and how wide the proxy listens.
 *
 * @param host address to listen on for clients; others than this machine can reach it only if the
 *     set has client keys
 * @param port client port; 0 for a free one
 * @param managementHost address to listen on for operators, who need no key
 * @param managementPort management port; 0 for a free one
 * @param lanes threads that embed, 1 or more
 * @param waiting most texts that wait for a lane, 1 or more
 * @param drain how long requests in flight may take when the proxy stops
 * @param sockets how they are served
 */
public record ProxyOptions(
    String host,
    int port,
    String managementHost,
    int managementPort,
    int lanes,
    int waiting,
    Duration drain,
    Sockets sockets) {

  public static final ProxyOptions DEFAULT =
      new ProxyOptions(
          "127.0.0.1",
          8080,
          "127.0.0.1",
          8081,
          Runtime.getRuntime().availableProcessors(),
          256,
          Duration.ofSeconds(4),
          Sockets.NIO);

  public ProxyOptions withPorts(int clients, int management) {
    return new ProxyOptions(
        host, clients, managementHost, management, lanes, waiting, drain, sockets);
  }

  public ProxyOptions withEncoders(int howMany, int mostWaiting) {
    return new ProxyOptions(
        host, port, managementHost, managementPort, howMany, mostWaiting, drain, sockets);
  }

  public ProxyOptions withHosts(String clients, String management) {
    return new ProxyOptions(
        clients, port, management, managementPort, lanes, waiting, drain, sockets);
  }

  public ProxyOptions withDrain(Duration longest) {
    return new ProxyOptions(
        host, port, managementHost, managementPort, lanes, waiting, longest, sockets);
  }

  public ProxyOptions withSockets(Sockets served) {
    return new ProxyOptions(
        host, port, managementHost, managementPort, lanes, waiting, drain, served);
  }
}
