package io.railgate.embeddings;

import static io.railgate.embeddings.EncoderModel.Batching.ALONE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The encoders that come with Railgate, by name. */
public final class BuiltInModels {

  /** BGE small, English, version 1.5, int8. */
  public static final EncoderModel BGE_SMALL_EN_V15_Q =
      new EncoderModel(
          "bge-small-en-v1.5-q",
          new ModelFile.OnClassPath(
              "bge-small-en-v1.5-q.onnx",
              "6c9c6101a956d62dfb5e7190c538226c0c5bb9cb27b651234b6df063ee7dbfe4"),
          new ModelFile.OnClassPath(
              "bge-small-en-v1.5-q-tokenizer.json",
              "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"),
          384,
          Pooling.CLS,
          "",
          512,
          ALONE);

  /** all-MiniLM-L6-v2, English, int8. */
  public static final EncoderModel ALL_MINILM_L6_V2_Q =
      new EncoderModel(
          "all-MiniLM-L6-v2-q",
          new ModelFile.OnClassPath(
              "all-minilm-l6-v2-q.onnx",
              "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1"),
          new ModelFile.OnClassPath(
              "all-minilm-l6-v2-q-tokenizer.json",
              "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"),
          384,
          Pooling.MEAN,
          "",
          512,
          ALONE);

  private static final List<BuiltIn> ALL =
      List.of(
          new BuiltIn(BGE_SMALL_EN_V15_Q, "MIT", 34, "English; the default"),
          new BuiltIn(ALL_MINILM_L6_V2_Q, "Apache-2.0", 23, "English; about twice as fast"));

  private static final Map<String, EncoderModel> BY_NAME = byName();

  /**
   * An encoder that comes with Railgate.
   *
   * @param licence of the model, as SPDX has it
   * @param megabytes size of the ONNX model
   * @param about what it is for, in words
   */
  public record BuiltIn(EncoderModel model, String licence, int megabytes, String about) {}

  private BuiltInModels() {}

  /** All of them, the default first. */
  public static List<BuiltIn> all() {
    return ALL;
  }

  /** The encoder called {@code name}, or empty. */
  public static Optional<EncoderModel> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The names, the default first. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  private static Map<String, EncoderModel> byName() {
    Map<String, EncoderModel> models = new LinkedHashMap<>();
    ALL.forEach(each -> models.put(each.model().name(), each.model()));
    return models;
  }
}
