package io.railgate.embeddings;

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
   * @param tokens the model's output for it, shape [tokens][dimension]
   * @param count how many of the tokens are the text's own; the rest is padding
   * @return shape [dimension]
   */
  float[] pool(float[][] tokens, int count) {
    return switch (this) {
      case CLS -> tokens[0].clone();
      case MEAN -> mean(tokens, count);
    };
  }

  private static float[] mean(float[][] tokens, int count) {
    int dimension = tokens[0].length;
    double[] sum = new double[dimension];
    for (int t = 0; t < count; t++) {
      for (int d = 0; d < dimension; d++) {
        sum[d] += tokens[t][d];
      }
    }
    float[] mean = new float[dimension];
    for (int d = 0; d < dimension; d++) {
      mean[d] = (float) (sum[d] / count);
    }
    return mean;
  }
}
