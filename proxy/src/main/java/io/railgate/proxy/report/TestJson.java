package io.railgate.proxy.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import io.railgate.rails.testing.Coverage;
import io.railgate.rails.testing.Defect;
import io.railgate.rails.testing.PlayedTurn;
import io.railgate.rails.testing.Seen;
import io.railgate.rails.testing.TestResult;
import java.util.Locale;

/** What became of tests, for tools: the same bytes each time. */
public final class TestJson {

  private TestJson() {}

  public static String of(TestRun run) {
    ObjectNode root = Json.object();
    root.put("name", run.name()).put("folder", run.folder()).put("set", run.setDigest());
    root.put("day", run.day());
    root.put("tests", run.results().size()).put("turns", run.turns());
    root.put("passed", run.passed()).put("failed", run.failed().size());
    run.coverage().ifPresent(coverage -> coverage(root.putObject("coverage"), coverage));
    ArrayNode results = root.putArray("results");
    run.results().forEach(result -> result(results.addObject(), result));
    return root.toPrettyString() + "\n";
  }

  private static void coverage(ObjectNode node, Coverage coverage) {
    node.put("share", coverage.share());
    node.put("covered", coverage.covered()).put("items", coverage.items().size());
    ArrayNode missing = node.putArray("missing");
    for (Coverage.Item item : coverage.missing()) {
      ObjectNode one = missing.addObject();
      one.put("kind", item.kind().name().toLowerCase(Locale.ROOT)).put("name", item.name());
      place(one, item.place());
    }
  }

  private static void result(ObjectNode node, TestResult result) {
    node.put("kind", result.kind().name().toLowerCase(Locale.ROOT));
    node.put("name", result.name()).put("passed", result.passed());
    place(node, result.place());
    ArrayNode turns = node.putArray("turns");
    result.turns().forEach(turn -> turn(turns.addObject(), turn));
  }

  private static void turn(ObjectNode node, PlayedTurn turn) {
    node.put("user", turn.user()).put("passed", turn.passed());
    place(node, turn.place());
    Seen seen = turn.answer().seen();
    node.put("action", seen.action());
    node.put("rail", seen.rail().map(RailId::toString).orElse(null));
    if (!seen.forwards().isEmpty()) {
      node.put("forwards", seen.forwards());
    }
    if (!seen.says().isEmpty()) {
      node.put("says", seen.says());
    }
    turn.answer().within().ifPresent(within -> evidence(node, within.decision().evidence()));
    if (!turn.passed()) {
      ArrayNode defects = node.putArray("defects");
      for (Defect defect : turn.defects()) {
        defects
            .addObject()
            .put("what", defect.what().name().toLowerCase(Locale.ROOT))
            .put("expected", defect.expected())
            .put("got", defect.got());
      }
    }
  }

  private static void evidence(ObjectNode node, Evidence evidence) {
    ArrayNode rails = node.putArray("rails");
    for (RailScore score : evidence.ranking().rails().stream().limit(2).toList()) {
      ObjectNode one = rails.addObject().put("rail", score.rail().id().toString());
      one.put("confidence", score.confidence());
      one.put("accept", score.rail().accept().orElse(evidence.accept()));
      one.put("similarity", score.nearest().similarity());
      one.put("example", score.nearest().example().text().source());
      one.put("place", score.nearest().example().place().toString());
    }
  }

  private static void place(ObjectNode node, Place place) {
    node.put("file", place.file()).put("line", place.line()).put("column", place.column());
  }
}
