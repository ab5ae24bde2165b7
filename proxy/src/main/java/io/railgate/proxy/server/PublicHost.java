package io.railgate.proxy.server;

import io.railgate.rails.set.AccessSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What a host must have that others than this machine can reach. */
public final class PublicHost {

  private PublicHost() {}

  /**
   * Refuses a public host for a set that anyone could use.
   *
   * @throws StartFailed if the host is public and the set has no client keys, or is no address of
   *     this machine
   */
  public static void requireKeys(String host, AccessSettings access) throws StartFailed {
    if (isPublic(host) && access.keys().isEmpty()) {
      throw new StartFailed(
          "--host: \"%s\" can be reached from outside, and the rail set has no client keys, so that anyone"
                  .formatted(host)
              + " could use it; add \"keys\" to railgate.yml (railgate key makes one), or listen on"
              + " 127.0.0.1");
    }
  }

  /** Whether keys would travel where others can read them. */
  public static boolean isInTheClear(String host, AccessSettings access) throws StartFailed {
    return isPublic(host) && access.tls().isEmpty();
  }

  /**
   * Whether a host can be reached from another machine.
   *
   * @throws StartFailed if it is no address of this machine
   */
  public static boolean isPublic(String host) throws StartFailed {
    try {
      if (!host.isBlank()) {
        return !InetAddress.getByName(host).isLoopbackAddress();
      }
    } catch (UnknownHostException e) {
      throw new StartFailed("--host: \"" + host + "\" is not an address of this machine");
    }
    throw new StartFailed("--host: is empty, expected an address of this machine");
  }
}
