package io.railgate.rails.slots;

import io.railgate.rails.set.SlotType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a one-of slot and the words that stand for them, as a tree of tokens. A hyphen inside
 * a word is as good as a space. Immutable once made.
 */
final class Phrases {

  private final Node root = new Node();

  Phrases(SlotType.OneOf type) {
    type.words()
        .forEach(
            (key, synonyms) -> {
              add(key, key);
              synonyms.forEach(synonym -> add(synonym, key));
            });
  }

  /** Every phrase wherever it stands, also inside longer ones. */
  List<Found> find(Message message) {
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < message.size(); i++) {
      Node node = root;
      for (int j = i; ; j++) {
        if (j > i && message.isInnerHyphen(j)) {
          continue;
        }
        node = node.next.get(message.word(j));
        if (node == null) {
          break;
        }
        if (node.filling != null) {
          found.add(new Found(message.at(i).start(), message.at(j).end(), node.filling));
        }
      }
    }
    return found;
  }

  private void add(String phrase, String key) {
    Message words = Message.of(phrase);
    Node node = root;
    for (int i = 0; i < words.size(); i++) {
      if (!words.isInnerHyphen(i)) {
        node = node.next.computeIfAbsent(words.word(i), word -> new Node());
      }
    }
    if (node == root) {
      return;
    }
    Filling filling = new Filling.Filled(key);
    node.filling =
        node.filling == null || node.filling.equals(filling) ? filling : new Filling.Unclear();
  }

  private static final class Node {
    private final Map<String, Node> next = new HashMap<>();
    private @Nullable Filling filling;
  }
}
