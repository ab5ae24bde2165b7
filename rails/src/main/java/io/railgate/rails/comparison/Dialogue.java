package io.railgate.rails.comparison;

import io.railgate.rails.evaluation.Labelled;
import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.ConversationTests.Turn;
import io.railgate.rails.set.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user says, each message answered before the next.
 *
 * @param place where it stands
 */
public record Dialogue(List<String> messages, Place place) {

  public Dialogue {
    messages = List.copyOf(messages);
  }

  /** All that is said in tests. */
  public static List<Dialogue> of(ConversationTests tests) {
    List<Dialogue> all = new ArrayList<>();
    tests
        .conversations()
        .forEach(
            test ->
                all.add(
                    new Dialogue(test.turns().stream().map(Turn::user).toList(), test.place())));
    tests.accepts().forEach(each -> all.add(new Dialogue(List.of(each.text()), each.place())));
    tests
        .rejects()
        .forEach(each -> all.add(new Dialogue(List.of(each.text().source()), each.place())));
    return all;
  }

  /** An utterance. */
  public static Dialogue of(Labelled utterance) {
    return new Dialogue(List.of(utterance.text()), utterance.place());
  }

  /** The same without those in which the same is said as in one before. */
  public static List<Dialogue> distinct(List<Dialogue> dialogues) {
    Map<List<String>, Dialogue> first = new LinkedHashMap<>();
    dialogues.forEach(each -> first.putIfAbsent(each.messages, each));
    return List.copyOf(first.values());
  }
}
