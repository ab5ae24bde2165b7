package io.railgate.embeddings;

import static io.railgate.embeddings.Device.CPU;
import static io.railgate.embeddings.EncoderModel.Batching.ALONE;
import static io.railgate.embeddings.EncoderModel.Batching.TOGETHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderModelTest {

  private static final EncoderModel BGE = BuiltInModels.BGE_SMALL_EN_V15_Q;
  private static final EncoderModel MINILM = BuiltInModels.ALL_MINILM_L6_V2_Q;

  @Test
  void aFileThatIsNotTheDeclaredOneIsNotLoaded() {
    EncoderModel mixedUp = model(swapped(BGE.onnx(), MINILM.onnx()), BGE.tokenizer(), 384);

    assertThatThrownBy(() -> new OnnxEncoder(mixedUp))
        .isInstanceOf(ModelUnusable.class)
        .hasMessageContaining("encoder test: bge-small-en-v1.5-q.onnx has sha256 6c9c6101")
        .hasMessageContaining("expected afdb6f1a");
  }

  @Test
  void aMissingFileIsNamed() {
    EncoderModel missing = model(BGE.onnx(), new ModelFile.OnClassPath("absent.json", ""), 384);

    assertThatThrownBy(() -> new OnnxEncoder(missing))
        .hasMessage("encoder test: absent.json is not on the class path");
  }

  @Test
  void aModelOfAnotherDimensionIsNotLoaded() {
    EncoderModel wider = model(BGE.onnx(), BGE.tokenizer(), 768);

    assertThatThrownBy(() -> new OnnxEncoder(wider))
        .isInstanceOf(ModelUnusable.class)
        .hasMessageContaining("expected [][][768]");
  }

  @Test
  void aTokenizerThatIsNotTheDeclaredOneIsNotLoaded() {
    EncoderModel mixedUp = model(BGE.onnx(), swapped(MINILM.tokenizer(), BGE.tokenizer()), 384);

    assertThatThrownBy(() -> new OnnxEncoder(mixedUp))
        .isInstanceOf(ModelUnusable.class)
        .hasMessageContaining("all-minilm-l6-v2-q-tokenizer.json has sha256 da0e7993");
  }

  @Test
  void aModelInAFolderEncodesAsTheSameFilesOnTheClassPath(@TempDir Path folder) throws IOException {
    Path onnx = Files.write(folder.resolve("model.onnx"), BGE.onnx().read("test"));
    Path tokenizer = Files.write(folder.resolve("tokenizer.json"), BGE.tokenizer().read("test"));
    EncoderModel model = model(ModelFile.at(onnx), ModelFile.at(tokenizer), 384);

    try (var ofFolder = new OnnxEncoder(model);
        var builtIn = new OnnxEncoder(BGE)) {
      assertThat(ofFolder.encode("lost card")).isEqualTo(builtIn.encode("lost card"));
      assertThat(model.digest()).isEqualTo(BGE.digest());
    }
    Files.writeString(tokenizer, "{}");
    assertThatThrownBy(() -> new OnnxEncoder(model))
        .hasMessageContaining("tokenizer.json has sha256");
  }

  @Test
  void theDigestCoversWhatCanChangeAVector() {
    List<EncoderModel> others =
        List.of(
            like("other", BGE.tokenizer().sha256(), BGE.pooling(), "", 512, ALONE),
            like(BGE.onnx().sha256(), "other", BGE.pooling(), "", 512, ALONE),
            like(BGE.onnx().sha256(), BGE.tokenizer().sha256(), Pooling.MEAN, "", 512, ALONE),
            like(
                BGE.onnx().sha256(),
                BGE.tokenizer().sha256(),
                BGE.pooling(),
                "query: ",
                512,
                ALONE),
            like(BGE.onnx().sha256(), BGE.tokenizer().sha256(), BGE.pooling(), "", 128, ALONE),
            like(BGE.onnx().sha256(), BGE.tokenizer().sha256(), BGE.pooling(), "", 512, TOGETHER));

    assertThat(others).extracting(EncoderModel::digest).doesNotContain(BGE.digest());
    assertThat(
            like(BGE.onnx().sha256(), BGE.tokenizer().sha256(), BGE.pooling(), "", 512, ALONE)
                .digest())
        .as("the name does not count")
        .isEqualTo(BGE.digest())
        .hasSize(64);
  }

  @Test
  void thePrefixIsPutBeforeEveryText() {
    EncoderModel prefixed =
        new EncoderModel(
            "test", BGE.onnx(), BGE.tokenizer(), 384, BGE.pooling(), "query: ", 512, ALONE, CPU);
    try (var with = new OnnxEncoder(prefixed);
        var without = new OnnxEncoder(BGE)) {
      assertThat(with.encode("lost card")).isEqualTo(without.encode("query: lost card"));
      assertThatThrownBy(() -> with.encode("\u0950")).isInstanceOf(NothingToRead.class);
    }
  }

  @Test
  void theFirstNameIsTheDefault() {
    assertThat(BuiltInModels.names()).startsWith(BGE.name(), MINILM.name()).hasSize(4);
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
        "test",
        new ModelFile.OnClassPath("o", onnxSha256),
        new ModelFile.OnClassPath("t", tokenizerSha256),
        384,
        pooling,
        prefix,
        limit,
        batching,
        CPU);
  }

  /** A file with the digest of another. */
  private static ModelFile swapped(ModelFile file, ModelFile other) {
    return new ModelFile.OnClassPath(file.toString(), other.sha256());
  }

  private static EncoderModel model(ModelFile onnx, ModelFile tokenizer, int dimension) {
    return new EncoderModel(
        "test",
        onnx,
        tokenizer,
        dimension,
        BGE.pooling(),
        BGE.prefix(),
        BGE.tokenLimit(),
        BGE.batching(),
        CPU);
  }
}
