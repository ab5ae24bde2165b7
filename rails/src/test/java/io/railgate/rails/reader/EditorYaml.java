package io.railgate.rails.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.math.BigDecimal;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML as an editor sees it that checks it by a schema: with the types of YAML 1.2 (core). */
final class EditorYaml {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private EditorYaml() {}

  static JsonNode parse(String yaml) {
    return json(new Yaml().compose(new StringReader(yaml)));
  }

  private static JsonNode json(Node node) {
    return switch (node) {
      case MappingNode mapping -> {
        ObjectNode object = JSON.objectNode();
        mapping
            .getValue()
            .forEach(
                entry ->
                    object.set(
                        ((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode())));
        yield object;
      }
      case SequenceNode list -> {
        ArrayNode array = JSON.arrayNode();
        list.getValue().forEach(item -> array.add(json(item)));
        yield array;
      }
      case ScalarNode scalar when scalar.getScalarStyle() == ScalarStyle.PLAIN ->
          plain(scalar.getValue());
      case ScalarNode scalar -> JSON.textNode(scalar.getValue());
      default -> throw new IllegalArgumentException("no YAML of a rail set: " + node);
    };
  }

  private static JsonNode plain(String text) {
    if (text.matches("|~|null|Null|NULL")) {
      return JSON.nullNode();
    }
    if (text.matches("true|True|TRUE|false|False|FALSE")) {
      return JSON.booleanNode(text.equalsIgnoreCase("true"));
    }
    if (text.matches("[-+]?[0-9]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")) {
      return JSON.numberNode(new BigDecimal(text).stripTrailingZeros());
    }
    return JSON.textNode(text);
  }
}
