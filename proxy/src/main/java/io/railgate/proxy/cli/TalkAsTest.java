package io.railgate.proxy.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.RailId;
import java.util.List;

/** Writes a talk down as a test that passes. */
final class TalkAsTest {

  private TalkAsTest() {}

  /**
   * The test, as an entry under {@code tests}.
   *
   * @param said at least one message
   * @param decisions what became of each
   */
  static String of(String name, List<String> said, List<Decision> decisions) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("  - name: ").append(quoted(name)).append("\n    turns:\n");
    for (int i = 0; i < said.size(); i++) {
      yaml.append("      - user: ").append(quoted(said.get(i))).append('\n');
      yaml.append("        expect:\n");
      expect(yaml, decisions.get(i));
    }
    return yaml.toString();
  }

  private static void expect(StringBuilder yaml, Decision decision) {
    decision.decidedBy().map(RailId::toString).ifPresent(rail -> key(yaml, "rail", quoted(rail)));
    key(yaml, "action", decision.action());
    switch (decision) {
      case Decision.Forward forward -> key(yaml, "forwards", quoted(forward.prompt()));
      case Decision.Pass pass -> key(yaml, "forwards", quoted(pass.message()));
      case Decision.Reply reply -> key(yaml, "says", quoted(reply.text()));
      case Decision.Ask ask -> key(yaml, "says", quoted(ask.text()));
      case Decision.Clarify clarify -> key(yaml, "says", quoted(clarify.text()));
      case Decision.Refuse refuse -> key(yaml, "says", quoted(refuse.text()));
    }
  }

  private static void key(StringBuilder yaml, String key, String value) {
    yaml.append("          ").append(key).append(": ").append(value).append('\n');
  }

  /** A string of JSON is one of YAML. */
  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
