package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(Lifecycle.PER_CLASS)
class OnnxEncoderTest {

  private static final double FLOAT_ROUNDING = 1e-5;

  private final List<OnnxEncoder> encoders = new ArrayList<>();

  @BeforeAll
  void load() {
    Stream.of(
            BuiltInModels.BGE_SMALL_EN_V15_Q,
            BuiltInModels.ALL_MINILM_L6_V2_Q,
            BuiltInModels.BGE_SMALL_EN_V15,
            BuiltInModels.ALL_MINILM_L6_V2)
        .map(OnnxEncoder::new)
        .forEach(encoders::add);
  }

  @AfterAll
  void close() {
    encoders.forEach(OnnxEncoder::close);
  }

  Stream<Arguments> encoders() {
    return encoders.stream().map(encoder -> Arguments.argumentSet(encoder.model().name(), encoder));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("encoders")
  void vectorsAreOfUnitLengthAndTheDeclaredDimension(Encoder encoder) {
    for (Embedding embedding : encoder.encode(Golden.sentences().subList(0, 32))) {
      assertThat(embedding.dimension()).isEqualTo(encoder.model().dimension());
      assertThat(embedding.cosine(embedding)).isCloseTo(1, within(FLOAT_ROUNDING));
    }
  }

  /** 32 sentences of very different length: whatever shares a run is padded to the longest. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("encoders")
  void aTextAloneAgreesWithTheSameTextInABatchOf32(Encoder encoder) {
    List<String> sentences = Golden.sentences().subList(0, 32);

    List<Embedding> together = encoder.encode(sentences);

    for (int i = 0; i < sentences.size(); i++) {
      Embedding alone = encoder.encode(sentences.get(i));
      assertThat(together.get(i).toArray())
          .as(sentences.get(i))
          .usingComparatorWithPrecision((float) FLOAT_ROUNDING)
          .containsExactly(alone.toArray());
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("encoders")
  void paddingDoesNotMoveAVector(Encoder encoder) {
    String shortText = "block my card";
    String longText = "a very long story about how the card was lost ".repeat(20);

    Embedding padded = encoder.encode(List.of(longText, shortText)).get(1);

    assertThat(padded.cosine(encoder.encode(shortText))).isCloseTo(1, within(FLOAT_ROUNDING));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("encoders")
  void readsUpToItsLimitAndRefusesOneTokenMore(Encoder encoder) {
    int words = encoder.model().tokenLimit() - 2; // the model's marks take two
    String longest = "card ".repeat(words);

    assertThat(encoder.encode(longest).dimension()).isEqualTo(encoder.model().dimension());
    assertThatThrownBy(() -> encoder.encode(longest + "card"))
        .isInstanceOf(TextTooLong.class)
        .hasMessage("the text has 513 tokens; the encoder reads at most 512");
  }

  /** MiniLM's tokenizer.json asks to cut at 128 tokens, where the two texts are still the same. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("encoders")
  void theEndOfALongTextCounts(Encoder encoder) {
    String start = "please listen to me ".repeat(40);

    Embedding card = encoder.encode(start + "I lost my card");
    Embedding loan = encoder.encode(start + "I want a loan");

    assertThat(card.cosine(loan)).isLessThan(0.9999);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("encoders")
  void refusesWhatItKnowsNoWordOf(Encoder encoder) {
    for (String text :
        List.of("", "   ", "\uD83D\uDEB2", "\u0950 \uD83C\uDF55", "\u0000", "\uD800")) {
      assertThatThrownBy(() -> encoder.encode(text)).isInstanceOf(NothingToRead.class);
    }
    assertThat(encoder.encode("my \uD83D\uDEB2 is flat").dimension())
        .isEqualTo(encoder.model().dimension());
    assertThat(encoder.encode(List.of())).isEmpty();
  }
}
