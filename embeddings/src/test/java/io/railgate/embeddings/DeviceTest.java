package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What holds on machines with a GPU, and what on those without. */
class DeviceTest {

  private static final EncoderModel MODEL = BuiltInModels.ALL_MINILM_L6_V2;

  /** As close as a sum of 384 products of floats is, in whatever order it is added up. */
  private static final double ROUNDING = 1e-4;

  @Test
  void aGpuThatCannotBeUsedIsAFailureThatSaysWhatIsNeeded() {
    assumeFalse(hasGpu(), "there is a GPU");

    assertThatThrownBy(() -> new OnnxEncoder(MODEL.on(Device.CUDA)))
        .isInstanceOf(ModelUnusable.class)
        .hasMessageContaining("all-MiniLM-L6-v2: device cuda cannot be used")
        .hasMessageContaining("-Pcuda");
  }

  @Test
  void withoutAGpuTheCpuStandsInIfItMayAndTheLogSaysWhy() {
    assumeFalse(hasGpu(), "there is a GPU");
    var lines = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger(OnnxSession.class);
    lines.start();
    logger.addAppender(lines);
    try (var either = new OnnxEncoder(MODEL.on(Device.AUTO));
        var cpu = new OnnxEncoder(MODEL)) {

      assertThat(either.device()).isEqualTo(Device.CPU);
      assertThat(either.encode("lost card")).isEqualTo(cpu.encode("lost card"));
      assertThat(lines.list)
          .extracting(ILoggingEvent::getMessage)
          .containsExactly("no GPU can be used; the encoder runs on the CPU");
    } finally {
      logger.detachAppender(lines);
    }
  }

  @Test
  void aGpuComputesTheVectorsOfTheCpu() {
    assumeTrue(hasGpu(), "there is no GPU");
    List<String> texts = Golden.sentences();
    try (var gpu = new OnnxEncoder(MODEL.on(Device.AUTO));
        var cpu = new OnnxEncoder(MODEL)) {
      assertThat(gpu.device()).isEqualTo(Device.CUDA);

      List<Embedding> there = gpu.encode(texts);

      List<Embedding> here = cpu.encode(texts);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(there.get(i).cosine(here.get(i)))
            .as(texts.get(i))
            .isCloseTo(1, within(ROUNDING));
      }
    }
  }

  @Test
  void theDeviceIsNotInTheDigest() {
    assertThat(MODEL.on(Device.CUDA).digest()).isEqualTo(MODEL.digest());
    assertThat(MODEL.on(Device.CUDA)).isNotEqualTo(MODEL);
  }

  private static boolean hasGpu() {
    try (var encoder = new OnnxEncoder(MODEL.on(Device.CUDA))) {
      return encoder.device() == Device.CUDA;
    } catch (ModelUnusable e) {
      return false;
    }
  }
}
