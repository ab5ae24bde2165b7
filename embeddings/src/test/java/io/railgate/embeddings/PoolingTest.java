package io.railgate.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class PoolingTest {

  /** Behind another text's: two tokens and padding. */
  private static FloatBuffer tokens() {
    return FloatBuffer.wrap(new float[] {-7, -7, 1, 2, 3, 6, 100, 100}).position(2);
  }

  @Test
  void clsTakesTheFirstToken() {
    assertThat(Pooling.CLS.pool(tokens(), 2, 2)).containsExactly(1, 2);
  }

  @Test
  void meanLeavesPaddingOut() {
    assertThat(Pooling.MEAN.pool(tokens(), 2, 2)).containsExactly(2, 4);
  }
}
