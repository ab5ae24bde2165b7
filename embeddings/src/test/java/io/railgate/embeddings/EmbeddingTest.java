package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {

  @Test
  void scalesToLengthOne() {
    assertThat(Embedding.ofDirection(new float[] {3, 4}).toArray()).containsExactly(0.6f, 0.8f);
  }

  @Test
  void keepsAUnitVectorAsItIsAndRefusesOthers() {
    float[] unit = {0.6f, -0.0f, 0.8f};

    assertThat(Embedding.ofUnit(unit).toArray()).containsExactly(unit);
    assertThatThrownBy(() -> Embedding.ofUnit(new float[] {1.00001f, 0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Embedding.ofUnit(new float[] {Float.NaN, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cosineIsThatOfTheAngle() {
    Embedding east = Embedding.ofDirection(new float[] {5, 0});
    Embedding northEast = Embedding.ofDirection(new float[] {2, 2});

    assertThat(east.cosine(northEast)).isCloseTo(Math.sqrt(0.5), within(1e-7));
    assertThat(northEast.cosine(northEast)).isLessThanOrEqualTo(1.0);
  }

  @Test
  void cannotBeChangedFromOutside() {
    Embedding embedding = Embedding.ofDirection(new float[] {1, 0});

    embedding.toArray()[0] = 7;

    assertThat(embedding.toArray()).containsExactly(1, 0);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesAVectorWithoutDirection(float component) {
    assertThatThrownBy(() -> Embedding.ofDirection(new float[] {component, 0}))
        .isInstanceOf(InferenceFailed.class);
  }

  @Test
  void refusesToCompareDifferentSpaces() {
    Embedding two = Embedding.ofDirection(new float[] {1, 0});
    Embedding three = Embedding.ofDirection(new float[] {1, 0, 0});

    assertThatThrownBy(() -> two.cosine(three)).hasMessageContaining("2 and 3");
  }
}
