package io.railgate.embeddings;

import static io.railgate.embeddings.EncoderModel.Batching.ALONE;
import static io.railgate.embeddings.EncoderModel.Batching.TOGETHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderModelTest {

  private static final EncoderModel BGE = BuiltInModels.BGE_SMALL_EN_V15_Q;
  private static final EncoderModel MINILM = BuiltInModels.ALL_MINILM_L6_V2_Q;

  @Test
  void aFileThatIsNotTheDeclaredOneIsNotLoaded() {
    EncoderModel mixedUp = model(BGE.onnx(), MINILM.onnxSha256(), BGE.tokenizer(), 384);

    assertThatThrownBy(() -> new OnnxEncoder(mixedUp))
        .isInstanceOf(ModelUnusable.class)
        .hasMessageContaining("encoder test: bge-small-en-v1.5-q.onnx has sha256 6c9c6101")
        .hasMessageContaining("expected afdb6f1a");
  }

  @Test
  void aMissingFileIsNamed() {
    EncoderModel missing = model(BGE.onnx(), BGE.onnxSha256(), "absent.json", 384);

    assertThatThrownBy(() -> new OnnxEncoder(missing))
        .hasMessage("encoder test: absent.json is not on the class path");
  }

  @Test
  void aModelOfAnotherDimensionIsNotLoaded() {
    EncoderModel wider = model(BGE.onnx(), BGE.onnxSha256(), BGE.tokenizer(), 768);

    assertThatThrownBy(() -> new OnnxEncoder(wider))
        .isInstanceOf(ModelUnusable.class)
        .hasMessageContaining("expected [][][768]");
  }

  @Test
  void aTokenizerThatIsNotTheDeclaredOneIsNotLoaded() {
    EncoderModel mixedUp = model(BGE.onnx(), BGE.onnxSha256(), MINILM.tokenizer(), 384);

    assertThatThrownBy(() -> new OnnxEncoder(mixedUp))
        .isInstanceOf(ModelUnusable.class)
        .hasMessageContaining("all-minilm-l6-v2-q-tokenizer.json has sha256 da0e7993");
  }

  @Test
  void theDigestCoversWhatCanChangeAVector() {
    List<EncoderModel> others =
        List.of(
            like("other", BGE.tokenizerSha256(), BGE.pooling(), "", 512, ALONE),
            like(BGE.onnxSha256(), "other", BGE.pooling(), "", 512, ALONE),
            like(BGE.onnxSha256(), BGE.tokenizerSha256(), Pooling.MEAN, "", 512, ALONE),
            like(BGE.onnxSha256(), BGE.tokenizerSha256(), BGE.pooling(), "query: ", 512, ALONE),
            like(BGE.onnxSha256(), BGE.tokenizerSha256(), BGE.pooling(), "", 128, ALONE),
            like(BGE.onnxSha256(), BGE.tokenizerSha256(), BGE.pooling(), "", 512, TOGETHER));

    assertThat(others).extracting(EncoderModel::digest).doesNotContain(BGE.digest());
    assertThat(
            like(BGE.onnxSha256(), BGE.tokenizerSha256(), BGE.pooling(), "", 512, ALONE).digest())
        .as("the name does not count")
        .isEqualTo(BGE.digest())
        .hasSize(64);
  }

  @Test
  void thePrefixIsPutBeforeEveryText() {
    EncoderModel prefixed =
        new EncoderModel(
            "test",
            BGE.onnx(),
            BGE.onnxSha256(),
            BGE.tokenizer(),
            BGE.tokenizerSha256(),
            384,
            BGE.pooling(),
            "query: ",
            512,
            ALONE);
    try (var with = new OnnxEncoder(prefixed);
        var without = new OnnxEncoder(BGE)) {
      assertThat(with.encode("lost card")).isEqualTo(without.encode("query: lost card"));
      assertThatThrownBy(() -> with.encode("\u0950")).isInstanceOf(NothingToRead.class);
    }
  }

  @Test
  void theFirstNameIsTheDefault() {
    assertThat(BuiltInModels.names()).containsExactly(BGE.name(), MINILM.name());
    assertThat(BuiltInModels.named("absent")).isEmpty();
  }

  private static EncoderModel like(
      String onnxSha256,
      String tokenizerSha256,
      Pooling pooling,
      String prefix,
      int limit,
      EncoderModel.Batching batching) {
    return new EncoderModel(
        "test", "o", onnxSha256, "t", tokenizerSha256, 384, pooling, prefix, limit, batching);
  }

  private static EncoderModel model(
      String onnx, String onnxSha256, String tokenizer, int dimension) {
    return new EncoderModel(
        "test",
        onnx,
        onnxSha256,
        tokenizer,
        BGE.tokenizerSha256(),
        dimension,
        BGE.pooling(),
        BGE.prefix(),
        BGE.tokenLimit(),
        BGE.batching());
  }
}
