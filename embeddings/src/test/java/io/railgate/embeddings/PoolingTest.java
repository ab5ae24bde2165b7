package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolingTest {

  private static final float[][] TWO_TOKENS_AND_PADDING = {{1, 2}, {3, 6}, {100, 100}};

  @Test
  void clsTakesTheFirstToken() {
    assertThat(Pooling.CLS.pool(TWO_TOKENS_AND_PADDING, 2)).containsExactly(1, 2);
  }

  @Test
  void meanLeavesPaddingOut() {
    assertThat(Pooling.MEAN.pool(TWO_TOKENS_AND_PADDING, 2)).containsExactly(2, 4);
  }
}
