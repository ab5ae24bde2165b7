package io.railgate.proxy.tls;

import java.time.Instant;
import java.util.Optional;

/**
 * How certificates stand.
 *
 * @param notAfter when what is in use expires; empty if nothing of that kind is
 * @param problem why the files, as they are now, cannot be used; what was read before still is
 * @param renewals how often others took the place of those that were in use
 */
public record TlsState(Optional<Instant> notAfter, Optional<String> problem, int renewals) {

  TlsState renewed(Optional<Instant> until) {
    return new TlsState(until, Optional.empty(), renewals + 1);
  }

  TlsState with(Optional<String> what) {
    return new TlsState(notAfter, what, renewals);
  }
}
