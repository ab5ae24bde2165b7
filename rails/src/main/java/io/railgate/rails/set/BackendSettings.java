package io.railgate.rails.set;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The OpenAI-compatible endpoint behind the proxy.
 *
 * @param fallbacks endpoints that are asked, in this order, when those before them cannot be
 */
public record BackendSettings(
    Target target,
    Optional<Secret> apiKey,
    Models models,
    Timeouts timeouts,
    BackendTls tls,
    List<Fallback> fallbacks) {

  public BackendSettings {
    fallbacks = List.copyOf(fallbacks);
  }

  /** With one endpoint. */
  public BackendSettings(
      Target target, Optional<Secret> apiKey, Models models, Timeouts timeouts, BackendTls tls) {
    this(target, apiKey, models, timeouts, tls, List.of());
  }

  /**
   * Another endpoint.
   *
   * @param model that it is asked for in place of the one that is wanted; empty for the same
   */
  public record Fallback(Target.Endpoint target, Optional<Secret> apiKey, Optional<String> model) {}

  /** Where requests go. */
  public sealed interface Target {

    /** The built-in backend, which answers with what it was sent. */
    record Demo() implements Target {}

    /**
     * An endpoint's base URL, such as {@code https://api.openai.com/v1}: http or https, with a
     * host, without user, query or fragment, and without a slash at its end.
     */
    record Endpoint(URI url) implements Target {}

    /** A name, of hosts in container networks also with underscores, or an IPv6 address. */
    Pattern HOST_AND_PORT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

    /** What {@link #parse} takes, in words. */
    String EXPECTED =
        "demo or a base URL such as https://api.openai.com/v1, without user, query or"
            + " /chat/completions";

    /** What was found where a target is expected, for a message; not if it may hold a password. */
    static String found(String text) {
      return text.contains("@") ? "a URL with a user" : "\"" + text + "\"";
    }

    /**
     * Reads {@code demo} or a base URL.
     *
     * @return empty if it is neither
     */
    static Optional<Target> parse(String text) {
      if (text.equals("demo")) {
        return Optional.of(new Demo());
      }
      try {
        URI url = URI.create(text.replaceAll("/+$", ""));
        boolean usable =
            ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && HOST_AND_PORT
                    .matcher(Objects.requireNonNullElse(url.getRawAuthority(), ""))
                    .matches()
                && url.getPort() <= 65_535
                && url.getQuery() == null
                && url.getFragment() == null
                && !url.getPath().endsWith("/chat/completions");
        return usable ? Optional.of(new Endpoint(url)) : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  /** In front of another endpoint, and of no others. */
  public BackendSettings withTarget(Target other) {
    return new BackendSettings(other, apiKey, models, timeouts, tls);
  }
}
