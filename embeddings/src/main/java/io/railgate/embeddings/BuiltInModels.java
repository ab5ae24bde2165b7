package io.railgate.embeddings;

import static io.railgate.embeddings.Device.CPU;
import static io.railgate.embeddings.EncoderModel.Batching.ALONE;
import static io.railgate.embeddings.EncoderModel.Batching.TOGETHER;

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
          ALONE,
          CPU);

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
          ALONE,
          CPU);

  /** BGE small, English, version 1.5, full precision: for GPUs, in builds by {@code -Pcuda}. */
  public static final EncoderModel BGE_SMALL_EN_V15 =
      fullPrecision(
          BGE_SMALL_EN_V15_Q,
          "bge-small-en-v1.5",
          "bge-small-en-v1.5",
          "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35");

  /** all-MiniLM-L6-v2, English, full precision: for GPUs, in builds by {@code -Pcuda}. */
  public static final EncoderModel ALL_MINILM_L6_V2 =
      fullPrecision(
          ALL_MINILM_L6_V2_Q,
          "all-MiniLM-L6-v2",
          "all-minilm-l6-v2",
          "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e");

  private static final List<BuiltIn> ALL =
      List.of(
          new BuiltIn(BGE_SMALL_EN_V15_Q, "MIT", 34, "English; the default"),
          new BuiltIn(ALL_MINILM_L6_V2_Q, "Apache-2.0", 23, "English; about twice as fast"),
          new BuiltIn(BGE_SMALL_EN_V15, "MIT", 133, "English; for GPUs"),
          new BuiltIn(ALL_MINILM_L6_V2, "Apache-2.0", 90, "English; for GPUs"));

  private static final Map<String, EncoderModel> BY_NAME = byName();

  /**
   * An encoder that comes with Railgate.
   *
   * @param licence of the model, as SPDX has it
   * @param megabytes size of the ONNX model
   * @param about what it is for, in words
   */
  public record BuiltIn(EncoderModel model, String licence, int megabytes, String about) {

    /** Whether this build has its files; those for GPUs are in builds by {@code -Pcuda}. */
    public boolean isHere() {
      return model.onnx().exists();
    }
  }

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

  /** The original of an int8 model: they share their tokenizer, pooling and limits. */
  private static EncoderModel fullPrecision(
      EncoderModel quantised, String name, String file, String onnxSha256) {
    return new EncoderModel(
        name,
        new ModelFile.OnClassPath(file + ".onnx", onnxSha256),
        new ModelFile.OnClassPath(file + "-tokenizer.json", quantised.tokenizer().sha256()),
        quantised.dimension(),
        quantised.pooling(),
        quantised.prefix(),
        quantised.tokenLimit(),
        TOGETHER,
        CPU);
  }

  private static Map<String, EncoderModel> byName() {
    Map<String, EncoderModel> models = new LinkedHashMap<>();
    ALL.forEach(each -> models.put(each.model().name(), each.model()));
    return models;
  }
}
