package io.railgate.proxy.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Strict JSON: UTF-8, one value, no duplicate keys, at most {@value #MAX_DEPTH} levels deep and of
 * bounded size. What two readers could take differently is refused.
 */
public final class Json {

  /** Most levels of objects and arrays. */
  public static final int MAX_DEPTH = 64;

  /** Most values, keys and brackets: each takes many times its bytes when it is read. */
  public static final int MAX_TOKENS = 100_000;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What decoders write for what they cannot read. */
  private static final char REPLACEMENT = '\uFFFD';

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /**
   * Reads one object.
   *
   * @throws NotJson if it is anything else; the message says where, and never quotes the input
   */
  public static ObjectNode readObject(byte[] utf8) throws NotJson {
    return readObject(text(utf8));
  }

  /** The same as characters. */
  static String text(byte[] utf8) throws NotJson {
    String text = new String(utf8, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) { // it stood there, or in the place of what is not UTF-8
      requireUtf8(utf8);
    }
    return text;
  }

  private static void requireUtf8(byte[] bytes) throws NotJson {
    try {
      var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw new NotJson("is not UTF-8");
    }
  }

  /** Reads one object; see {@link #readObject(byte[])}. */
  public static ObjectNode readObject(String text) throws NotJson {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new NotJson(
          node.isMissingNode() ? "is empty" : "is " + Fields.kind(node) + ", expected an object");
    } catch (JsonProcessingException e) {
      throw new NotJson("is not JSON" + place(e) + reason(e));
    }
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
  }

  /** Jackson's own messages quote the input; only those that a client can mend are told apart. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (message.startsWith("Duplicate")) {
      return ": a key stands twice";
    }
    if (message.contains("nesting depth")) {
      return ": more than " + MAX_DEPTH + " levels";
    }
    return message.contains("Token count")
        ? ": more than " + MAX_TOKENS + " values, keys and brackets"
        : "";
  }

  /** An input is not one strict JSON object. The message completes "the body ...". */
  public static final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
      super(message);
    }
  }
}
