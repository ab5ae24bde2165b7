package io.railgate.rails.reader;

import io.railgate.rails.set.Secret;
import io.railgate.rails.set.SharedSettings.Server;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads where a Redis server is. A user and a password come from the environment alone. */
final class RedisUrl {

  static final String EXPECTED =
      "a URL such as redis://host:6379 or rediss://host:6379/0 (rediss for TLS, /0 for the"
          + " database; a password is percent-encoded)";

  /** A variable that brings no value of its own into the file. */
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-\\s*)?}");

  /** What stands before a host, and between a user and a password. */
  private static final Pattern NO_SECRET = Pattern.compile("[^@]*://:?|:?");

  /** Scheme, host, port and path, any of them missing, or a word. */
  private static final Pattern HARMLESS =
      Pattern.compile("([a-z]+://)?[A-Za-z0-9._-]*(:\\d{1,6})?(/[A-Za-z0-9._/-]*)?");

  private static final Pattern DATABASE = Pattern.compile("/?|/(\\d{1,4})");
  private static final int MAX_PORT = 65_535;

  private RedisUrl() {}

  /**
   * Whether a text of a file, its variables not yet filled in, has a user or password of its own.
   */
  static boolean holdsLiteralSecret(String written) {
    String literal = VARIABLE.matcher(written).replaceAll("");
    int at = literal.lastIndexOf('@');
    return at >= 0 && !NO_SECRET.matcher(literal.substring(0, at)).matches();
  }

  /** The server that a URL names; empty if it names none. */
  static Optional<Server> parse(String url) {
    try {
      URI uri = new URI(url);
      Matcher database = DATABASE.matcher(uri.getRawPath() == null ? "?" : uri.getRawPath());
      boolean tls = "rediss".equals(uri.getScheme());
      if (!(tls || "redis".equals(uri.getScheme()))
          || uri.getHost() == null
          || uri.getPort() == 0
          || uri.getPort() > MAX_PORT
          || uri.getRawQuery() != null
          || uri.getRawFragment() != null
          || !database.matches()) {
        return Optional.empty();
      }
      String host = uri.getHost();
      String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
      int colon = user.indexOf(':');
      if (!user.isEmpty() && (colon < 0 || user.endsWith(":"))) {
        return Optional.empty(); // a user without a password could not sign in
      }
      return Optional.of(
          new Server(
              tls,
              host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
              uri.getPort() < 0 ? Server.USUAL_PORT : uri.getPort(),
              database.group(1) == null ? 0 : Integer.parseInt(database.group(1)),
              secret(user.substring(0, Math.max(0, colon))),
              secret(user.substring(colon + 1))));
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What was found, in full only if no part of it can be a password. */
  static String found(Text url) {
    return !url.variables().isEmpty() || HARMLESS.matcher(url.value()).matches()
        ? url.shown()
        : "a text that is no such URL";
  }

  private static Optional<Secret> secret(String encoded) {
    return encoded.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Secret(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8)));
  }
}
