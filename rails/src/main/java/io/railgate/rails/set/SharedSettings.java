package io.railgate.rails.set;

import java.time.Duration;
import java.util.Optional;

/**
 * What replicas of one proxy share.
 *
 * @param redis where it is kept
 * @param whenAway what becomes of requests that need it while it cannot be had
 * @param prefix that each key begins with
 * @param timeout longest time that one request to it may take
 */
public record SharedSettings(Server redis, WhenAway whenAway, String prefix, Duration timeout) {

  public static final WhenAway USUAL_WHEN_AWAY = WhenAway.DEGRADE;
  public static final String USUAL_PREFIX = "railgate:";
  public static final Duration USUAL_TIMEOUT = Duration.ofMillis(100);

  /**
   * A Redis server, or one that speaks its protocol.
   *
   * @param tls whether it is spoken to by TLS
   * @param host a name or an address, IPv6 without brackets
   * @param database from 0
   * @param user empty for the server's default one
   * @param password empty if it asks for none
   */
  public record Server(
      boolean tls,
      String host,
      int port,
      int database,
      Optional<Secret> user,
      Optional<Secret> password) {

    public static final int USUAL_PORT = 6379;
  }

  /** What becomes of requests that need what is shared, while it cannot be had. */
  public enum WhenAway {
    /** Each replica goes by what it knows itself. */
    DEGRADE,
    /** They are answered with an error. */
    REFUSE
  }
}
