package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void theDigestCoversWhatCanChangeAVector() {
    EncoderModel wider = model(BGE.onnx(), BGE.onnxSha256(), BGE.tokenizer(), 768);

    assertThat(BGE.digest()).isNotEqualTo(MINILM.digest()).hasSize(64);
    assertThat(wider.digest()).isEqualTo(BGE.digest()); // the dimension follows from the file
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
