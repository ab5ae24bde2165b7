package io.railgate.embeddings;

import java.nio.FloatBuffer;

/** How the vectors of a text's tokens become one vector. */
public enum Pooling {
  /** The vector of the first token, as BGE models are trained (Xiao et al. 2023, "C-Pack"). */
  CLS,
  /**
   * The mean of all tokens under the attention mask, as Sentence-BERT models are trained (Reimers
   * and Gurevych 2019).
   */
  MEAN;

  /**
   * Pools one text.
   *
   * @param tokens the model's output for it from its position on, shape [tokens * dimension]; the
   *     position moves
   * @param count how many of the tokens are the text's own; the rest is padding
   * @return shape [dimension]
   */
  float[] pool(FloatBuffer tokens, int count, int dimension) {
    float[] token = new float[dimension];
    tokens.get(token);
    return switch (this) {
      case CLS -> token;
      case MEAN -> mean(token, tokens, count);
    };
  }

  /** The mean of {@code first} and the tokens after it. */
  private static float[] mean(float[] first, FloatBuffer rest, int count) {
    double[] sum = new double[first.length];
    float[] token = first;
    for (int t = 0; t < count; t++) {
      if (t > 0) {
        rest.get(token);
      }
      for (int d = 0; d < sum.length; d++) {
        sum[d] += token[d];
      }
    }
    for (int d = 0; d < sum.length; d++) {
      token[d] = (float) (sum[d] / count);
    }
    return token;
  }
}
