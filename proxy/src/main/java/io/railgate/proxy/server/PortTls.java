package io.railgate.proxy.server;

import io.railgate.proxy.tls.Identity;
import io.railgate.proxy.tls.Renewal;
import io.railgate.proxy.tls.TlsState;
import io.railgate.proxy.tls.TlsUnusable;
import io.railgate.proxy.tls.TlsVersions;
import io.railgate.rails.set.CertificateFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * TLS of the client port. Its certificate is read again when the files change: new connections see
 * the new one, open ones live on.
 */
final class PortTls {

  /** How often the files are looked at. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Identity first;
  private final Renewal<Identity> renewal;

  private PortTls(Vertx vertx, CertificateFiles files, Clock clock) {
    this.first = read(files, clock);
    this.renewal =
        new Renewal<>(
            vertx,
            "client port",
            first,
            () -> read(files, clock),
            identity -> Optional.of(identity.notAfter()),
            this::use);
    vertx.setPeriodic(EVERY.toMillis(), fired -> renewal.check());
  }

  /**
   * Reads the certificate, and looks after it as long as {@code vertx} lives; blocks.
   *
   * @throws StartFailed if it cannot be used
   */
  static PortTls start(Vertx vertx, CertificateFiles files, Clock clock) throws StartFailed {
    try {
      return new PortTls(vertx, files, clock);
    } catch (TlsUnusable e) {
      throw new StartFailed(String.valueOf(e.getMessage()));
    }
  }

  /** The same options with TLS. HTTP/2 is not spoken. */
  HttpServerOptions with(HttpServerOptions http) {
    return http.setSsl(true)
        .setUseAlpn(false)
        .setEnabledSecureTransportProtocols(TlsVersions.ALL)
        .setKeyCertOptions(first.options());
  }

  /** Looks after this listener too. */
  Listener renewing(Listener listener) {
    listeners.add(listener);
    return listener;
  }

  TlsState state() {
    return renewal.state();
  }

  private Future<?> use(Identity identity) {
    ServerSSLOptions options = new ServerSSLOptions();
    options
        .setUseAlpn(false)
        .setEnabledSecureTransportProtocols(TlsVersions.ALL)
        .setKeyCertOptions(identity.options());
    return Future.all(listeners.stream().map(listener -> listener.use(options)).toList());
  }

  private static Identity read(CertificateFiles files, Clock clock) {
    return Identity.read(files, Identity.Names.SERVER, clock.instant());
  }
}
