package io.railgate.rails.set;

import java.net.URI;
import java.util.Optional;

/** The OpenAI-compatible endpoint behind the proxy. */
public record BackendSettings(
    Target target, Optional<Secret> apiKey, Models models, Timeouts timeouts) {

  /** Where requests go. */
  public sealed interface Target {

    /** The built-in backend, which answers with what it was sent. */
    record Demo() implements Target {}

    /**
     * An endpoint's base URL, such as {@code https://api.openai.com/v1}: http or https, with a
     * host, without user, query or fragment, and without a slash at its end.
     */
    record Endpoint(URI url) implements Target {}

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
                && url.getHost() != null
                && url.getUserInfo() == null
                && url.getQuery() == null
                && url.getFragment() == null;
        return usable ? Optional.of(new Endpoint(url)) : Optional.empty();
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  public BackendSettings withTarget(Target other) {
    return new BackendSettings(other, apiKey, models, timeouts);
  }
}
