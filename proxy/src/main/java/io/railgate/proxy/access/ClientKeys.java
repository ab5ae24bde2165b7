package io.railgate.proxy.access;

import io.railgate.rails.set.AccessSettings;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows clients by the keys that they show. Safe for many threads. */
public final class ClientKeys {

  /** RFC 6750, without its bound on the characters of a key. */
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([!-~]+) *");

  private final List<Known> known;
  private final Optional<Client> anyone;

  private record Known(KeyDigest digest, Client client) {}

  private ClientKeys(List<Known> known, Optional<Client> anyone) {
    this.known = known;
    this.anyone = anyone;
  }

  /** Those of a set; if it has none, everyone is the same client. */
  public static ClientKeys of(AccessSettings access) {
    List<Known> known =
        access.keys().stream()
            .map(
                key ->
                    new Known(
                        KeyDigest.parse(key.sha256()),
                        new Client(
                            Optional.of(key.id()), key.groups(), key.limits().or(access.limits()))))
            .toList();
    return new ClientKeys(
        known,
        known.isEmpty()
            ? Optional.of(new Client(Optional.empty(), Client.ANYONE.groups(), access.limits()))
            : Optional.empty());
  }

  /**
   * Who shows these headers. The key is compared with every one that is known, by digest, so that
   * the time that it takes tells nothing of either.
   *
   * @param authorization all headers of this name
   * @return empty if a key is missing or unknown, or there are two
   */
  public Optional<Client> client(List<String> authorization) {
    if (anyone.isPresent()) {
      return anyone;
    }
    if (authorization.size() != 1) {
      return Optional.empty();
    }
    Matcher bearer = BEARER.matcher(authorization.getFirst());
    return bearer.matches() ? client(KeyDigest.of(bearer.group(1))) : Optional.empty();
  }

  private Optional<Client> client(KeyDigest shown) {
    Optional<Client> found = Optional.empty();
    for (Known each : known) {
      if (each.digest.isSame(shown)) {
        found = Optional.of(each.client);
      }
    }
    return found;
  }
}
