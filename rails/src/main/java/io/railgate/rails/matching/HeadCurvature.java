package io.railgate.rails.matching;

/**
 * About the second derivative of {@link HeadLoss}: for each rail the penalty's, and a part of the
 * vectors' second moments. Measured by it, the loss falls off alike in all directions, so that a
 * fit takes half as many steps. It need not be exact.
 */
final class HeadCurvature {

  /** About how much a message counts in the second derivative of a rail's loss, on average. */
  private static final double SHARE = 0.00075;

  /** So many vectors show the moments well enough. */
  private static final int MOST_VECTORS = 1_000;

  /** How many rows of weights are taken at a time. */
  private static final int BLOCK = 4;

  /** Cholesky's root of the matrix, a lower triangle, shape [dimension][dimension]. */
  private final double[][] root;

  /** The same, transposed: an upper triangle. */
  private final double[][] transposed;

  /** The root of the curvature in a bias. */
  private final double bias;

  private final int rails;

  private HeadCurvature(double[][] root, double bias, int rails) {
    this.root = root;
    this.transposed = transposed(root);
    this.bias = bias;
    this.rails = rails;
  }

  /**
   * Computes it.
   *
   * @param vectors at least one, shape [vectors][dimension]
   */
  static HeadCurvature of(float[][] vectors, int rails) {
    int stride = (vectors.length - 1) / MOST_VECTORS + 1;
    double factor = SHARE * HeadLoss.STRENGTH * stride;
    int dimension = vectors[0].length;
    double[][] moments = new double[dimension][dimension];
    for (int row = 0; row < dimension; row++) {
      moments[row][row] = 1;
    }
    for (int i = 0; i < vectors.length; i += stride) {
      float[] vector = vectors[i];
      for (int row = 0; row < dimension; row++) {
        double[] sums = moments[row];
        double scaled = factor * vector[row];
        for (int column = 0; column <= row; column++) {
          sums[column] += scaled * vector[column];
        }
      }
    }
    decompose(moments);
    return new HeadCurvature(moments, Math.sqrt(factor * vectors.length / stride), rails);
  }

  /** {@link Lbfgs#minimise} of a function of [dimension][rails] weights and then the biases. */
  double[] minimise(Lbfgs.Function function, double[] start, int iterations, double tolerance) {
    double[] weights = new double[start.length];
    Lbfgs.Function even =
        (point, gradient) -> {
          System.arraycopy(point, 0, weights, 0, point.length);
          toWeights(weights);
          double value = function.at(weights, gradient);
          toGradient(gradient);
          return value;
        };
    double[] found = Lbfgs.minimise(even, fromWeights(start), iterations, tolerance);
    toWeights(found);
    return found;
  }

  /** Divides by the transposed root, in place. */
  private void toWeights(double[] point) {
    int dimension = root.length;
    for (int row = dimension - 1; row >= 0; row--) {
      subtract(point, row, transposed[row], row + 1, dimension);
      divide(point, row, root[row][row]);
    }
    for (int i = dimension * rails; i < point.length; i++) {
      point[i] /= bias;
    }
  }

  /** Divides by the root, in place. */
  private void toGradient(double[] gradient) {
    int dimension = root.length;
    for (int row = 0; row < dimension; row++) {
      subtract(gradient, row, root[row], 0, row);
      divide(gradient, row, root[row][row]);
    }
    for (int i = dimension * rails; i < gradient.length; i++) {
      gradient[i] /= bias;
    }
  }

  /** Multiplies by the transposed root. */
  private double[] fromWeights(double[] weights) {
    int dimension = root.length;
    double[] point = new double[weights.length];
    for (int row = 0; row < dimension; row++) {
      for (int after = row; after < dimension; after++) {
        for (int r = 0; r < rails; r++) {
          point[row * rails + r] += transposed[row][after] * weights[after * rails + r];
        }
      }
    }
    for (int i = dimension * rails; i < point.length; i++) {
      point[i] = weights[i] * bias;
    }
    return point;
  }

  /** Takes from a row of {@code point} other rows of it, each times its factor. */
  private void subtract(double[] point, int row, double[] factors, int from, int to) {
    // In an array of its own, which the compiler can tell from the rows that are read.
    double[] sum = new double[rails];
    int other = from;
    for (; other + BLOCK <= to; other += BLOCK) {
      double f0 = factors[other];
      double f1 = factors[other + 1];
      double f2 = factors[other + 2];
      double f3 = factors[other + 3];
      int row0 = other * rails;
      int row1 = row0 + rails;
      int row2 = row1 + rails;
      int row3 = row2 + rails;
      for (int r = 0; r < rails; r++) {
        sum[r] +=
            f0 * point[row0 + r]
                + f1 * point[row1 + r]
                + f2 * point[row2 + r]
                + f3 * point[row3 + r];
      }
    }
    for (; other < to; other++) {
      int start = other * rails;
      for (int r = 0; r < rails; r++) {
        sum[r] += factors[other] * point[start + r];
      }
    }
    for (int r = 0; r < rails; r++) {
      point[row * rails + r] -= sum[r];
    }
  }

  private void divide(double[] point, int row, double by) {
    for (int i = row * rails; i < (row + 1) * rails; i++) {
      point[i] /= by;
    }
  }

  /** Replaces the lower triangle of a symmetric, positive definite matrix by its root. */
  private static void decompose(double[][] matrix) {
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = matrix[row][column];
        for (int k = 0; k < column; k++) {
          sum -= matrix[row][k] * matrix[column][k];
        }
        matrix[row][column] = row == column ? Math.sqrt(sum) : sum / matrix[column][column];
      }
    }
  }

  private static double[][] transposed(double[][] lower) {
    double[][] upper = new double[lower.length][lower.length];
    for (int row = 0; row < lower.length; row++) {
      for (int column = 0; column <= row; column++) {
        upper[column][row] = lower[row][column];
      }
    }
    return upper;
  }
}
