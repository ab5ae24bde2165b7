package io.railgate.examples.benchmarks.load;

import java.net.URI;
import java.util.Optional;

/**
 * One of those that are compared.
 *
 * @param url base URL of its API; empty for the encoder, which has none
 * @param part whose use of the machine is counted
 * @param fresh whether each prompt is new to it
 */
record SystemUnderLoad(Kind kind, Optional<URI> url, Part part, boolean fresh) {

  /** What a system is, in the order of the table. */
  enum Kind {
    DIRECT("direct (the backend's own CPU)"),
    NGINX("nginx, pass-through"),
    VERTX("Vert.x alone, pass-through"),
    CACHED("Railgate, decision cached"),
    NEW("Railgate, every prompt new"),
    ENCODER("encoder alone, the same texts");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }
}
