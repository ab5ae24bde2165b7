package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.JsonNode;

/** The kind of a JSON value, in words. */
final class Kind {

  private Kind() {}

  static String of(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case MISSING -> "nothing";
      case BINARY, POJO -> "something else";
    };
  }
}
