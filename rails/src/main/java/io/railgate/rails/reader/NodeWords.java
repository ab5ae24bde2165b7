package io.railgate.rails.reader;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What messages say of a node that is not what was expected, with the way out. Never its text: it
 * could be a key that was put in a wrong place.
 */
final class NodeWords {

  private NodeWords() {}

  /** What was found where a text was expected. */
  static String whereATextWasExpected(Node node) {
    String advice =
        switch (node) {
          case MappingNode mapping when isInBrackets(mapping) ->
              "; put a text that begins with { in quotes";
          case MappingNode mapping -> "; put a text that holds \": \" in quotes";
          case SequenceNode list when isInBrackets(list) ->
              "; put a text that begins with [ in quotes";
          case SequenceNode list -> "; write one text, without \"- \"";
          default -> "";
        };
    return kind(node) + advice;
  }

  /** What was found where a list of one or more was expected. */
  static String whereAListWasExpected(Node node) {
    return switch (node) {
      case SequenceNode empty -> "an empty one; write one item or more";
      case ScalarNode scalar when !scalar.getValue().isBlank() ->
          "a text; begin each item with \"- \" on a line of its own";
      default -> kind(node);
    };
  }

  /** What was found where keys and values were expected. */
  static String whereKeysWereExpected(Node node) {
    return node instanceof SequenceNode list && !isInBrackets(list)
        ? "a list; a key has no \"- \" before it"
        : kind(node);
  }

  private static boolean isInBrackets(CollectionNode<?> node) {
    return node.getFlowStyle() == FlowStyle.FLOW;
  }

  private static String kind(Node node) {
    return switch (node) {
      case MappingNode mapping -> "keys and values";
      case SequenceNode list -> "a list";
      case ScalarNode scalar when scalar.getValue().isBlank() -> "nothing";
      case ScalarNode scalar -> "a text";
      default -> "something else";
    };
  }
}
