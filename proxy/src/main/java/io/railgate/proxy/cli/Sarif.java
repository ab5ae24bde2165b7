package io.railgate.proxy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.lint.Code;
import io.railgate.rails.set.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * Findings in SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), as code hosts show
 * them beside the lines.
 */
final class Sarif {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  /** The rule of all errors. */
  private static final String ERROR = "invalid-rail-set";

  private Sarif() {}

  static String of(List<Findings> all) {
    ObjectNode root = Json.object().put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = root.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Railgate").put("version", Version.current());
    rules(driver.putArray("rules"));
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    for (Findings findings : all) {
      findings
          .errors()
          .forEach(error -> result(results, ERROR, "error", error.message(), error.place()));
      findings
          .warnings()
          .forEach(
              warning ->
                  result(
                      results, warning.code().id(), "warning", warning.message(), warning.place()));
    }
    return root.toPrettyString() + "\n";
  }

  private static void rules(ArrayNode rules) {
    rule(rules, ERROR, "The rail set cannot be loaded.", "Mend it where the message says.");
    for (Code code : Code.values()) {
      rule(rules, code.id(), code.explanation(), code.wayOut());
    }
  }

  private static void rule(ArrayNode rules, String id, String explanation, String wayOut) {
    ObjectNode rule = rules.addObject().put("id", id);
    rule.putObject("shortDescription").put("text", explanation);
    rule.putObject("help").put("text", wayOut);
  }

  private static void result(
      ArrayNode results, String rule, String level, String message, Place place) {
    ObjectNode result = results.addObject().put("ruleId", rule).put("level", level);
    result.putObject("message").put("text", message);
    ObjectNode location = result.putArray("locations").addObject().putObject("physicalLocation");
    location.putObject("artifactLocation").put("uri", uri(place.file()));
    if (place.line() > 0) {
      location
          .putObject("region")
          .put("startLine", place.line())
          .put("startColumn", place.column());
    }
  }

  /** A relative path stays relative: to the folder in which the check is run. */
  private static String uri(String file) {
    Path path = Path.of(file).normalize();
    if (path.isAbsolute()) {
      return path.toUri().toString();
    }
    try {
      String slashed = path.toString().replace(path.getFileSystem().getSeparator(), "/");
      return new URI(null, null, slashed, null).toString();
    } catch (URISyntaxException e) {
      return path.toUri().toString();
    }
  }
}
