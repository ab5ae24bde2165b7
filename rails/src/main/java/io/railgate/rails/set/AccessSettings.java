package io.railgate.rails.set;

import java.util.List;
import java.util.Optional;

/**
 * Who may ask, how much, and over what.
 *
 * @param keys of the clients, each with another id and digest; empty if anyone may ask
 * @param limits of clients whose keys do not say, each for itself, and of those without keys, all
 *     together
 * @param tls certificate of the client port; empty for plain HTTP
 */
public record AccessSettings(
    List<ClientKey> keys, RateLimits limits, Optional<CertificateFiles> tls) {

  /** Anyone, without limit, over plain HTTP. */
  public static final AccessSettings OPEN =
      new AccessSettings(List.of(), RateLimits.NONE, Optional.empty());

  public AccessSettings {
    keys = List.copyOf(keys);
  }
}
