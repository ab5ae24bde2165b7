package io.railgate.proxy.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An object of JSON.
 *
 * @param text as it came
 * @param tree the same, read
 */
public record JsonText(String text, ObjectNode tree) {

  /**
   * Reads an object.
   *
   * @throws Json.NotJson if it is none
   */
  public static JsonText read(String text) throws Json.NotJson {
    return new JsonText(text, Json.readObject(text));
  }

  /**
   * Reads an object.
   *
   * @throws Json.NotJson if it is none, or not in UTF-8
   */
  public static JsonText read(byte[] utf8) throws Json.NotJson {
    return read(Json.text(utf8));
  }

  /** An object that was made here. */
  public static JsonText of(ObjectNode tree) {
    return new JsonText(tree.toString(), tree);
  }

  /** The object on one line. */
  public String line() {
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : tree.toString();
  }
}
