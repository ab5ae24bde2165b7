package io.railgate.rails.slots;

import io.railgate.rails.set.Slot;
import io.railgate.rails.set.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an example is embedded as. */
public final class ExampleTexts {

  private static final int MOST = 3;

  private ExampleTexts() {}

  /**
   * The example itself if it has no placeholders, else up to three texts with them filled by
   * samples, all different. Slots with the same samples take different ones of them.
   *
   * @param slots by name; a placeholder without one stays as it is written
   */
  public static List<String> of(Template example, Map<String, Slot> slots) {
    if (example.slots().isEmpty()) {
      return List.of(example.fill(Map.of()));
    }
    Map<String, List<String>> samples = new LinkedHashMap<>();
    for (String name : example.slots()) {
      Slot slot = slots.get(name);
      samples.put(name, slot == null ? List.of("{" + name + "}") : SlotValues.samples(slot));
    }
    Set<String> texts = new LinkedHashSet<>();
    for (int round = 0; round < MOST; round++) {
      Map<String, String> values = values(samples, round);
      texts.add(example.fill(values));
    }
    return List.copyOf(texts);
  }

  private static Map<String, String> values(Map<String, List<String>> samples, int round) {
    Map<String, String> values = new LinkedHashMap<>();
    List<List<String>> earlier = new ArrayList<>();
    samples.forEach(
        (slot, texts) -> {
          int shift = (int) earlier.stream().filter(texts::equals).count();
          earlier.add(texts);
          values.put(slot, texts.get((round + shift) % texts.size()));
        });
    return values;
  }
}
