package io.railgate.rails.attack;

import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.SlotType;
import io.railgate.rails.text.NormalText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether words that somebody typed are in what a model is sent. Words are compared in their plain
 * form; those of fewer than {@value #SHORTEST} letters, and those that the set's author wrote, tell
 * nothing.
 */
final class Sent {

  private static final int SHORTEST = 4;
  private static final Pattern WORD = Pattern.compile("\\p{L}{" + SHORTEST + ",}");

  private final RailSet set;

  Sent(RailSet set) {
    this.set = set;
  }

  /**
   * Whether the model is sent words of {@code typed}.
   *
   * @param except words of this text do not count
   */
  boolean holds(Decision decision, String typed, String except) {
    return switch (decision) {
      case Decision.Pass pass -> common(pass.message(), typed, words(except));
      case Decision.Forward forward -> {
        Set<String> told = words(except);
        approved(forward.rail()).forEach(text -> told.addAll(words(text)));
        yield common(forward.prompt(), typed, told);
      }
      case Decision.Reply reply -> false;
      case Decision.Ask ask -> false;
      case Decision.Clarify clarify -> false;
      case Decision.Refuse refuse -> false;
    };
  }

  private static boolean common(String sent, String typed, Set<String> told) {
    Set<String> words = words(sent);
    words.retainAll(words(typed));
    words.removeAll(told);
    return !words.isEmpty();
  }

  /** The rail's prompts as the author wrote them, and the values that the author lists. */
  private List<String> approved(RailId id) {
    Rail rail = set.rail(id).orElseThrow();
    List<String> texts = new ArrayList<>();
    rail.cases().stream()
        .filter(each -> each.outcome() instanceof Outcome.Prompt)
        .forEach(each -> texts.add(((Outcome.Prompt) each.outcome()).text().source()));
    rail.slots().stream()
        .filter(slot -> slot.type() instanceof SlotType.OneOf)
        .forEach(slot -> texts.addAll(((SlotType.OneOf) slot.type()).words().keySet()));
    return texts;
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    WORD.matcher(NormalText.of(text).plain().toLowerCase(Locale.ROOT))
        .results()
        .forEach(word -> words.add(word.group()));
    return words;
  }
}
