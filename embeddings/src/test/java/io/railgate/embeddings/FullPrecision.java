package io.railgate.embeddings;

import static io.railgate.embeddings.EncoderModel.Batching.TOGETHER;

/** The fp32 models of the built-in int8 ones; they share their tokenizer, pooling and limits. */
final class FullPrecision {

  static final EncoderModel BGE_SMALL_EN_V15 =
      fullPrecision(
          BuiltInModels.BGE_SMALL_EN_V15_Q,
          "bge-small-en-v1.5",
          "bge-small-en-v1.5",
          "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35");

  static final EncoderModel ALL_MINILM_L6_V2 =
      fullPrecision(
          BuiltInModels.ALL_MINILM_L6_V2_Q,
          "all-MiniLM-L6-v2",
          "all-minilm-l6-v2",
          "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e");

  private FullPrecision() {}

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
        TOGETHER);
  }
}
