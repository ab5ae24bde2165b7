package io.railgate.embeddings;

import java.nio.charset.StandardCharsets;

/**
 * A sentence encoder's files and how to use them.
 *
 * @param name the name in {@code railgate.yml}
 * @param onnx the ONNX model
 * @param tokenizer the Hugging Face {@code tokenizer.json}
 * @param dimension components of a vector
 * @param pooling how token vectors become one
 * @param prefix text put before every input, as the model was trained; often empty
 * @param tokenLimit most tokens the model reads, with its marks at both ends
 * @param batching whether several texts may share one run
 * @param device what it is run on
 */
public record EncoderModel(
    String name,
    ModelFile onnx,
    ModelFile tokenizer,
    int dimension,
    Pooling pooling,
    String prefix,
    int tokenLimit,
    Batching batching,
    Device device) {

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

  /** The same on another device. */
  public EncoderModel on(Device other) {
    return new EncoderModel(
        name, onnx, tokenizer, dimension, pooling, prefix, tokenLimit, batching, other);
  }

  /**
   * SHA-256 in hex over everything that can change a vector beyond rounding: the files, the
   * pooling, the prefix, the token limit and the batching. Not the device: as any two processors,
   * it rounds in its own way.
   */
  public String digest() {
    String all =
        String.join(
            "\n",
            onnx.sha256(),
            tokenizer.sha256(),
            pooling.name(),
            prefix,
            "" + tokenLimit,
            batching.name());
    return Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
  }
}
