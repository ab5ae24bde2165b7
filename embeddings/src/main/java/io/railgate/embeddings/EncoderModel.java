package io.railgate.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A sentence encoder's files and how to use them.
 *
 * @param name the name in {@code railgate.yml}
 * @param onnx class-path resource of the ONNX model
 * @param onnxSha256 hex digest that the ONNX file must have
 * @param tokenizer class-path resource of the Hugging Face {@code tokenizer.json}
 * @param tokenizerSha256 hex digest that the tokenizer file must have
 * @param dimension components of a vector
 * @param pooling how token vectors become one
 * @param prefix text put before every input, as the model was trained; often empty
 * @param tokenLimit most tokens the model reads, with its marks at both ends
 * @param batching whether several texts may share one run
 */
public record EncoderModel(
    String name,
    String onnx,
    String onnxSha256,
    String tokenizer,
    String tokenizerSha256,
    int dimension,
    Pooling pooling,
    String prefix,
    int tokenLimit,
    Batching batching) {

  /** Whether texts of one run can influence each other's vectors. */
  public enum Batching {
    /** Texts of a run do not touch each other beyond float rounding. */
    TOGETHER,
    /**
     * Texts must be run alone. A dynamically quantised model scales its activations by the range
     * over the whole batch (ONNX {@code DynamicQuantizeLinear}), so that a text's vector would
     * depend on its neighbours and on padding.
     */
    ALONE
  }

  public EncoderModel {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension: found " + dimension + ", expected 1 or more");
    }
    if (tokenLimit < 3) {
      throw new IllegalArgumentException(
          "tokenLimit: found " + tokenLimit + ", expected 3 or more");
    }
  }

  /**
   * SHA-256 in hex over everything that can change a vector: the files, the pooling, the prefix,
   * the token limit and the batching.
   */
  public String digest() {
    String all =
        String.join(
            "\n",
            onnxSha256,
            tokenizerSha256,
            pooling.name(),
            prefix,
            "" + tokenLimit,
            batching.name());
    return sha256(all.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the ONNX file.
   *
   * @throws ModelUnusable if it is missing, or is not the file that the digest names
   */
  byte[] readOnnx() {
    return read(onnx, onnxSha256);
  }

  /**
   * Reads the tokenizer file.
   *
   * @throws ModelUnusable if it is missing, or is not the file that the digest names
   */
  byte[] readTokenizer() {
    return read(tokenizer, tokenizerSha256);
  }

  private byte[] read(String resource, String expected) {
    try (InputStream in = EncoderModel.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new ModelUnusable(name, resource + " is not on the class path");
      }
      byte[] bytes = in.readAllBytes();
      String found = sha256(bytes);
      if (!found.equals(expected)) {
        throw new ModelUnusable(name, resource + " has sha256 " + found + ", expected " + expected);
      }
      return bytes;
    } catch (IOException e) {
      throw new ModelUnusable(name, resource + " could not be read: " + e.getMessage());
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
