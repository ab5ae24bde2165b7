package io.railgate.proxy.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.embeddings.Sha256;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.report.Changes;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.set.AuditSettings.Text;
import io.railgate.rails.set.RailId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** An entry as it is written: one object of JSON on one line. */
final class AuditLine {

  /** Where a line holds what the user said. */
  static final String SAID = "said";

  private AuditLine() {}

  /** The line with its end, in UTF-8. */
  static byte[] of(AuditEntry entry, Text text) {
    ObjectNode line = Json.object();
    line.put("time", entry.time().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("request", entry.request()).put("key", entry.key().orElse(null));
    line.put("set", entry.set()).put("mode", entry.mode()).put("route", entry.route());
    if (entry.checked()) {
      line.put("checked", true);
    }
    line.put("action", entry.decision().map(Decision::action).orElse(null));
    line.put(
        "rail", entry.decision().flatMap(Decision::decidedBy).map(RailId::toString).orElse(null));
    entry.decision().map(Decision::evidence).ifPresent(evidence -> ranking(line, evidence));
    entry.undecided().ifPresent(code -> line.put("undecided", code));
    line.put("status", entry.status());
    entry.code().ifPresent(code -> line.put("code", code));
    times(line.putObject("ms"), entry);
    ArrayNode dropped = line.putArray("dropped");
    entry.dropped().forEach(dropped::add);
    ArrayNode normalised = line.putArray("normalised");
    entry.decision().stream()
        .flatMap(decision -> decision.evidence().normalised().stream())
        .forEach(change -> normalised.add(Changes.name(change)));
    said(line, entry, text);
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void ranking(ObjectNode line, Evidence evidence) {
    evidence.confidence().ifPresent(sure -> line.put("confidence", rounded(sure, 1e6)));
    evidence
        .ranking()
        .runnerUp()
        .ifPresent(
            next ->
                line.putObject("runner_up")
                    .put("rail", next.rail().id().toString())
                    .put("confidence", rounded(next.confidence(), 1e6)));
  }

  private static void times(ObjectNode ms, AuditEntry entry) {
    entry.stages().forEach((stage, taken) -> ms.put(stage.word(), milliseconds(taken)));
    ms.put("total", milliseconds(entry.total()));
  }

  private static void said(ObjectNode line, AuditEntry entry, Text text) {
    if (text == Text.NONE || entry.said().isEmpty()) {
      return;
    }
    ArrayNode said = line.putArray(text == Text.WHOLE ? SAID : "said_sha256");
    entry.said().forEach(each -> said.add(text == Text.WHOLE ? each : Sha256.hex(each)));
  }

  private static double milliseconds(Duration taken) {
    return rounded(taken.toNanos() / 1e6, 1e3);
  }

  private static double rounded(double value, double steps) {
    return Math.round(value * steps) / steps;
  }
}
