package io.railgate.proxy.tracing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where traces go, by OpenTelemetry's environment variables.
 *
 * @param endpoint of OTLP over HTTP
 */
record Collector(URI endpoint) {

  private static final String PROTOCOL = "http/protobuf";

  /** Of two that say the same the one for traces alone comes first, and counts. */
  private static final List<String> ENDPOINTS =
      List.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT");

  private static final List<String> PROTOCOLS =
      List.of("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL");

  /**
   * Reads the variables; one that is empty counts as absent.
   *
   * @return empty if none names an endpoint, or traces are switched off
   * @throws TracesInvalid if the endpoint is no URL, or OTLP is asked for in another form
   */
  static Optional<Collector> of(Map<String, String> environment) throws TracesInvalid {
    Optional<Variable> endpoint = Variable.first(environment, ENDPOINTS);
    Optional<Variable> exporter = Variable.first(environment, List.of("OTEL_TRACES_EXPORTER"));
    boolean disabled =
        Variable.first(environment, List.of("OTEL_SDK_DISABLED"))
            .filter(each -> each.value().equalsIgnoreCase("true"))
            .isPresent();
    if (endpoint.isEmpty() || disabled || exporter.filter(each -> each.is("none")).isPresent()) {
      return Optional.empty();
    }
    if (exporter.isPresent() && !exporter.get().is("otlp")) {
      throw exporter.get().wrong("otlp or none");
    }
    Optional<Variable> protocol = Variable.first(environment, PROTOCOLS);
    if (protocol.isPresent() && !protocol.get().is(PROTOCOL)) {
      throw protocol
          .get()
          .wrong(
              PROTOCOL
                  + ": traces leave by OTLP over HTTP, which collectors usually take on port 4318");
    }
    return Optional.of(new Collector(url(endpoint.get())));
  }

  /** Host and port, without what else the URL holds. */
  String place() {
    return endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
  }

  private static URI url(Variable variable) throws TracesInvalid {
    if (variable.value().contains("@")) { // not told: it may be a password
      throw new TracesInvalid(
          variable.name()
              + ": expected a URL without user and password; those go to"
              + " OTEL_EXPORTER_OTLP_HEADERS");
    }
    try {
      URI url = new URI(variable.value());
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    // What was found is not told: a key may be in it.
    throw new TracesInvalid(
        variable.name() + ": expected a URL without a query such as http://collector:4318");
  }

  private record Variable(String name, String value) {

    /** The first of those that are there and not empty. */
    static Optional<Variable> first(Map<String, String> environment, List<String> names) {
      return names.stream()
          .map(name -> new Variable(name, environment.getOrDefault(name, "").strip()))
          .filter(each -> !each.value.isEmpty())
          .findFirst();
    }

    boolean is(String expected) {
      return value.equals(expected);
    }

    TracesInvalid wrong(String expected) {
      return new TracesInvalid(name + ": found " + value + ", expected " + expected);
    }
  }
}
