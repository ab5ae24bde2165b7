package io.railgate.rails.comparison;

import io.railgate.rails.testing.Talk;
import io.railgate.rails.testing.Talk.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What two sets make of the same conversations.
 *
 * @param dialogues how many were held
 * @param messages how many were said in them
 * @param changes the gravest first, and each kind in the order of the dialogues
 */
public record Comparison(int dialogues, int messages, List<Change> changes) {

  public Comparison {
    changes = List.copyOf(changes);
  }

  /**
   * Has both decide. Of a dialogue only the first difference counts: the rest may follow from it.
   */
  public static Comparison of(Talk before, Talk after, List<Dialogue> dialogues) {
    List<List<String>> talks = dialogues.stream().map(Dialogue::messages).toList();
    List<List<Answer>> allOld = before.sayAll(talks);
    List<List<Answer>> allNow = after.sayAll(talks);
    List<Change> changes = new ArrayList<>();
    for (int number = 0; number < dialogues.size(); number++) {
      Dialogue dialogue = dialogues.get(number);
      List<Answer> old = allOld.get(number);
      List<Answer> now = allNow.get(number);
      for (int i = 0; i < old.size(); i++) {
        var kind = Change.kind(old.get(i), now.get(i));
        if (kind.isPresent()) {
          List<String> said = dialogue.messages().subList(0, i + 1);
          changes.add(new Change(kind.get(), said, dialogue.place(), old.get(i), now.get(i)));
          break;
        }
      }
    }
    changes.sort(Comparator.comparing(Change::kind));
    int said = dialogues.stream().mapToInt(dialogue -> dialogue.messages().size()).sum();
    return new Comparison(dialogues.size(), said, changes);
  }

  /** The changes of a kind. */
  public List<Change> of(Change.Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).toList();
  }
}
