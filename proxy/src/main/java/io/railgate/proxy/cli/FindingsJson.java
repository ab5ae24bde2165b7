package io.railgate.proxy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.set.Place;
import java.util.List;

/** Findings for tools. */
final class FindingsJson {

  private FindingsJson() {}

  static String of(List<Findings> all) {
    ObjectNode root = Json.object();
    ArrayNode sets = root.putArray("sets");
    all.forEach(findings -> append(sets.addObject(), findings));
    return root.toPrettyString() + "\n";
  }

  private static void append(ObjectNode set, Findings findings) {
    set.put("folder", findings.folder().toString())
        .put("rails", findings.rails())
        .put("examples", findings.examples());
    ArrayNode errors = set.putArray("errors");
    findings
        .errors()
        .forEach(error -> place(errors.addObject(), error.place()).put("message", error.message()));
    ArrayNode warnings = set.putArray("warnings");
    findings
        .warnings()
        .forEach(
            warning ->
                place(warnings.addObject().put("code", warning.code().id()), warning.place())
                    .put("message", warning.message())
                    .put("explanation", warning.code().explanation())
                    .put("way_out", warning.code().wayOut()));
  }

  private static ObjectNode place(ObjectNode node, Place place) {
    return node.put("file", place.file()).put("line", place.line()).put("column", place.column());
  }
}
