package io.railgate.proxy.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.comparison.Change;
import io.railgate.rails.comparison.Comparison;
import io.railgate.rails.set.RailId;
import io.railgate.rails.testing.Talk.Answer;
import java.util.Locale;

/** What two sets make of the same conversations, for tools: the same bytes each time. */
public final class DiffJson {

  private DiffJson() {}

  /**
   * Of a comparison.
   *
   * @param before digest of the set that was, in hex
   * @param after digest of the set that is, in hex
   */
  public static String of(Comparison comparison, String before, String after) {
    ObjectNode root = Json.object().put("before", before).put("after", after);
    root.put("dialogues", comparison.dialogues()).put("messages", comparison.messages());
    ObjectNode counts = root.putObject("counts");
    for (Change.Kind kind : Change.Kind.values()) {
      counts.put(name(kind), comparison.of(kind).size());
    }
    ArrayNode changes = root.putArray("changes");
    for (Change change : comparison.changes()) {
      ObjectNode node = changes.addObject().put("kind", name(change.kind()));
      ArrayNode said = node.putArray("said");
      change.said().forEach(said::add);
      node.put("place", change.place().toString());
      answer(node.putObject("before"), change.before());
      answer(node.putObject("after"), change.after());
    }
    return root.toPrettyString() + "\n";
  }

  private static void answer(ObjectNode node, Answer answer) {
    node.put("action", answer.seen().action());
    node.put("rail", answer.seen().rail().map(RailId::toString).orElse(null));
    node.put("forwards", answer.seen().forwards()).put("says", answer.seen().says());
    answer
        .within()
        .flatMap(within -> within.decision().evidence().ranking().best())
        .ifPresent(best -> node.put("confidence", best.confidence()));
  }

  private static String name(Change.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
