package io.railgate.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Device;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.ModelUnusable;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.testing.PlayedTurn;
import io.railgate.rails.testing.TestReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * A GPU decides as a CPU does: examples/bank with the full-precision model, all turns of its tests.
 * For builds by -Pcuda on a machine with a GPU; {@code -Drailgate.parity.device=cpu} compares the
 * CPU with itself, to try the test.
 */
class DeviceParityTest {

  private static final EncoderModel MODEL = BuiltInModels.BGE_SMALL_EN_V15;

  private static final Device OTHER =
      Device.valueOf(System.getProperty("railgate.parity.device", "cuda").toUpperCase(Locale.ROOT));

  /** By how much a confidence may differ: some steps of a fit lie between it and the vectors. */
  private static final double ROUNDING = 0.01;

  @Test
  void decidesAlike() throws Exception {
    assumeTrue(MODEL.onnx().exists(), "the full-precision model is in builds by -Pcuda only");
    try (Encoder cpu = new OnnxEncoder(MODEL);
        Encoder other = other()) {

      List<PlayedTurn> here = turns(cpu);
      List<PlayedTurn> there = turns(other);

      assertThat(here).hasSameSizeAs(there).hasSizeGreaterThan(200);
      for (int i = 0; i < here.size(); i++) {
        assertAlike(here.get(i), there.get(i));
      }
    }
  }

  private static Encoder other() {
    try {
      return new OnnxEncoder(MODEL.on(OTHER));
    } catch (ModelUnusable e) {
      return abort("there is no GPU: " + e.getMessage());
    }
  }

  private static List<PlayedTurn> turns(Encoder encoder) throws Exception {
    var read = RailSetReader.readWithTests(Path.of("bank"), variable -> null);
    try (RailEngine engine = RailEngine.load(read.set(), encoder)) {
      return TestReport.of(engine, encoder, read.tests(), ExampleSet.TODAY, VectorCache.none())
          .results()
          .stream()
          .flatMap(result -> result.turns().stream())
          .toList();
    }
  }

  private static void assertAlike(PlayedTurn here, PlayedTurn there) {
    assertThat(there.answer().seen()).as(here.user()).isEqualTo(here.answer().seen());
    OptionalDouble sure = confidence(here);
    assertThat(confidence(there).isPresent()).as(here.user()).isEqualTo(sure.isPresent());
    if (sure.isPresent()) {
      assertThat(confidence(there).orElseThrow())
          .as(here.user())
          .isCloseTo(sure.orElseThrow(), within(ROUNDING));
    }
  }

  private static OptionalDouble confidence(PlayedTurn turn) {
    return turn.answer().within().orElseThrow().decision().evidence().confidence();
  }
}
