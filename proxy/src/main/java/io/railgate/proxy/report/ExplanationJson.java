package io.railgate.proxy.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.openai.Json;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Evidence;
import io.railgate.rails.engine.Evidence.Ground;
import io.railgate.rails.matching.Candidate;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.RailId;
import java.util.List;
import java.util.TreeMap;

/** An explanation for tools. */
public final class ExplanationJson {

  private final Explanation told;

  /** Whether the texts of the set may be shown. */
  private final boolean open;

  private final ObjectNode root = Json.object();

  private ExplanationJson(Explanation told, boolean open) {
    this.told = told;
    this.open = open;
  }

  /** All of it, for those who may read the rail set. */
  public static ObjectNode of(Explanation explanation) {
    return new ExplanationJson(explanation, true).build();
  }

  /**
   * For clients: without examples, lines under {@code never} and the set's files.
   *
   * @param dropped names of what of the request would not be forwarded
   */
  public static ObjectNode forClients(Explanation explanation, List<String> dropped) {
    ObjectNode check = Json.object().put("object", "check");
    check.setAll(new ExplanationJson(explanation, false).build());
    ArrayNode names = check.putArray("dropped");
    dropped.forEach(names::add);
    return check;
  }

  private ObjectNode build() {
    Evidence evidence = told.evidence();
    Ranking ranking = evidence.ranking();
    ArrayNode turns = root.putArray("earlier");
    told.earlier().forEach(each -> turns.add(Causes.headline(each, open)));
    root.put("action", told.decision().action());
    root.put("rail", told.decision().decidedBy().map(RailId::toString).orElse(null));
    outcome();
    evidence.confidence().ifPresent(sure -> root.put("confidence", sure));
    ranking.best().ifPresent(best -> root.put("margin", ranking.margin()));
    root.put("accept", evidence.accept()).put("least_margin", evidence.margin());
    if (evidence.ground() instanceof Ground.InWindows(int windows, int weakest)) {
      root.put("windows", windows).put("weakest_window", weakest);
    }
    if (!evidence.normalised().isEmpty()) {
      ArrayNode normalised = root.putArray("normalised");
      evidence.normalised().forEach(change -> normalised.add(Changes.name(change)));
    }
    rails(evidence);
    if (open) {
      never(ranking);
      nearest();
    }
    return root.put("set", evidence.setDigest());
  }

  private void rails(Evidence evidence) {
    ArrayNode rails = root.putArray("rails");
    for (RailScore score : told.rails()) {
      rails
          .addObject()
          .put("rail", score.rail().id().toString())
          .put("confidence", score.confidence())
          .put("alone", score.alone())
          .put("accept", score.rail().accept().orElse(evidence.accept()))
          .put("similarity", score.nearest().similarity());
    }
  }

  private void never(Ranking ranking) {
    ranking
        .never()
        .ifPresent(
            line ->
                root.putObject("never")
                    .put("line", line.text().source())
                    .put("confidence", ranking.neverConfidence()));
  }

  private void nearest() {
    ArrayNode nearest = root.putArray("nearest");
    for (Candidate candidate : told.examples()) {
      nearest
          .addObject()
          .put("rail", candidate.rail().id().toString())
          .put("similarity", candidate.similarity())
          .put("example", candidate.example().text().source())
          .put("place", candidate.example().place().toString());
    }
  }

  private void outcome() {
    switch (told.decision()) {
      case Decision.Forward forward -> root.put("prompt", forward.prompt());
      case Decision.Pass pass -> root.put("prompt", pass.message());
      case Decision.Reply reply -> root.put("text", reply.text());
      case Decision.Ask ask -> {
        root.put("text", ask.text()).put("slot", ask.slot());
        ObjectNode filled = root.putObject("filled");
        new TreeMap<>(ask.filled()).forEach(filled::put);
      }
      case Decision.Clarify clarify -> {
        root.put("text", clarify.text());
        ArrayNode offered = root.putArray("offered");
        clarify.rails().forEach(rail -> offered.add(rail.toString()));
      }
      case Decision.Refuse refuse ->
          root.put("text", refuse.text()).put("because", Causes.because(refuse.cause(), open));
    }
  }
}
