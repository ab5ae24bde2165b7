package io.railgate.proxy.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.railgate.rails.attack.Baseline;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads what {@link AttackJson} wrote, as far as a later attack is compared with it. */
public final class AttackBaseline {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AttackBaseline() {}

  /** Empty if it is anything else. */
  public static Optional<Baseline> of(String json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      boolean ours =
          root.path("seed").isIntegralNumber()
              && root.path("mutations").isArray()
              && root.path("texts").isArray()
              && root.path("escapes").isArray()
              && root.path("losses").isArray();
      return ours ? Optional.of(baseline(root)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Baseline baseline(JsonNode root) {
    return new Baseline(
        root.path("seed").asLong(),
        set(root.path("mutations"), each -> each.path("mutation").asText()),
        set(root.path("texts"), AttackBaseline::text),
        set(root.path("escapes"), AttackBaseline::guise),
        set(root.path("losses"), AttackBaseline::guise));
  }

  private static <T> Set<T> set(JsonNode array, Function<JsonNode, T> element) {
    Set<T> set = new HashSet<>();
    array.forEach(each -> set.add(element.apply(each)));
    return set;
  }

  private static Baseline.Key text(JsonNode node) {
    return new Baseline.Key(node.path("text").asText(), node.path("rail").asText(""));
  }

  private static Baseline.Case guise(JsonNode node) {
    return new Baseline.Case(text(node), node.path("mutation").asText());
  }
}
