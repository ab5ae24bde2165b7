package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.ModelFile;
import io.railgate.rails.set.MatchingSettings.Acceptance;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final EncoderModel BGE = BuiltInModels.BGE_SMALL_EN_V15_Q;

  @Test
  void theConstantsAreThoseThatWereMeasured() {
    assertThat(Calibration.of(BGE)).isEqualTo(new Calibration(36.5, 0.755, 0.0176, -4.10, 1.30));
    assertThat(Calibration.of(BuiltInModels.ALL_MINILM_L6_V2_Q))
        .isEqualTo(new Calibration(18.4, 0.499, 0.0405, -3.86, 1.28));
  }

  @Test
  void aModelIsKnownByWhatItIsAndNotByItsName() {
    EncoderModel renamed = like(BGE, "mine", BGE.onnx());
    EncoderModel another = like(BGE, BGE.name(), new ModelFile.OnClassPath("x", "another digest"));

    assertThat(Calibration.of(renamed)).isEqualTo(Calibration.of(BGE));
    assertThat(Calibration.of(another).middle()).isEqualTo(0.92);
  }

  @Test
  void theFewerFalseAcceptsTheSurerAMatchMustBe() {
    Calibration calibration = Calibration.of(BGE);

    double strict = calibration.least(new Acceptance.FalseAccepts(0.0001));
    double usual = calibration.least(new Acceptance.FalseAccepts(0.05));
    double loose = calibration.least(new Acceptance.FalseAccepts(0.5));

    assertThat(strict).isBetween(usual, 1.0);
    assertThat(usual).isBetween(loose, strict).isCloseTo(0.432, within(0.001));
    assertThat(loose).isBetween(0.0, usual);
    assertThat(calibration.least(new Acceptance.Confidence(0.62))).isEqualTo(0.62);
  }

  @Test
  void theNearerTheSurer() {
    Calibration calibration = Calibration.of(BGE);

    assertThat(calibration.belongs(0.755)).isEqualTo(0.5);
    assertThat(calibration.belongs(1)).isGreaterThan(0.999);
    assertThat(calibration.belongs(0.5)).isLessThan(0.001);
    assertThat(calibration.weight(0.8, 0.8)).isEqualTo(1);
    assertThat(calibration.weight(0.7, 0.8)).isLessThan(0.01);
  }

  private static EncoderModel like(EncoderModel model, String name, ModelFile onnx) {
    return new EncoderModel(
        name,
        onnx,
        model.tokenizer(),
        model.dimension(),
        model.pooling(),
        model.prefix(),
        model.tokenLimit(),
        model.batching());
  }
}
