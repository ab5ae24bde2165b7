package io.railgate.rails.matching;

import java.util.List;
import java.util.stream.IntStream;

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

  /** How many vectors, columns, or rails' weights are taken at a time. */
  private static final int BLOCK = MatrixProduct.BLOCK;

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
   * @param vectors at least one, shape [vectors][dimension]; the dimension is a multiple of {@link
   *     MatrixProduct#BLOCK}
   */
  static HeadCurvature of(List<float[]> vectors, int rails) {
    int stride = (vectors.size() - 1) / MOST_VECTORS + 1;
    double factor = SHARE * HeadLoss.STRENGTH * stride;
    int dimension = vectors.getFirst().length;
    double[][] moments = new double[dimension][dimension];
    for (int row = 0; row < dimension; row++) {
      moments[row][row] = 1;
    }
    float[][] block = new float[BLOCK][];
    for (int first = 0; first < vectors.size(); first += BLOCK * stride) {
      for (int n = 0; n < BLOCK; n++) {
        int place = first + n * stride;
        block[n] = place < vectors.size() ? vectors.get(place) : new float[dimension];
      }
      addMoments(moments, block, factor);
    }
    Cholesky.decompose(moments);
    return new HeadCurvature(moments, Math.sqrt(factor * vectors.size() / stride), rails);
  }

  /** {@link Lbfgs#minimise} of a function of [rails][dimension] weights and then the biases. */
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
    forRails(
        point,
        block -> {
          for (int d = root.length - 1; d >= 0; d--) {
            divide(block, d, root[d][d]);
            subtract(block, d, root[d], 0, d);
          }
        });
    for (int i = root.length * rails; i < point.length; i++) {
      point[i] /= bias;
    }
  }

  /** Divides by the root, in place. */
  private void toGradient(double[] gradient) {
    int dimension = root.length;
    forRails(
        gradient,
        block -> {
          for (int d = 0; d < dimension; d++) {
            divide(block, d, root[d][d]);
            subtract(block, d, transposed[d], d + 1, dimension);
          }
        });
    for (int i = dimension * rails; i < gradient.length; i++) {
      gradient[i] /= bias;
    }
  }

  /** Multiplies by the transposed root. */
  private double[] fromWeights(double[] weights) {
    int dimension = root.length;
    double[] point = weights.clone();
    forRails(
        point,
        block -> {
          for (double[] row : block) {
            double[] sums = new double[dimension];
            for (int d = 0; d < dimension; d++) {
              double factor = row[d];
              double[] factors = root[d];
              for (int i = 0; i <= d; i++) {
                sums[i] += factor * factors[i];
              }
            }
            System.arraycopy(sums, 0, row, 0, dimension);
          }
        });
    for (int i = dimension * rails; i < point.length; i++) {
      point[i] *= bias;
    }
    return point;
  }

  /** What is done with the weights of a few rails, shape [{@link #BLOCK}][dimension]. */
  private interface OfRails {
    void change(double[][] weights);
  }

  /**
   * Does it with the weights of all, on the cores there are: those of a rail stand for themselves.
   */
  private void forRails(double[] point, OfRails change) {
    int dimension = root.length;
    IntStream.range(0, (rails + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            number -> {
              double[][] block = new double[BLOCK][dimension];
              int first = number * BLOCK;
              int count = Math.min(BLOCK, rails - first);
              for (int n = 0; n < count; n++) {
                System.arraycopy(point, (first + n) * dimension, block[n], 0, dimension);
              }
              change.change(block);
              for (int n = 0; n < count; n++) {
                System.arraycopy(block[n], 0, point, (first + n) * dimension, dimension);
              }
            });
  }

  private static void divide(double[][] block, int d, double by) {
    for (double[] row : block) {
      row[d] /= by;
    }
  }

  /** Takes from a part of each row the factors, times the row's own number at {@code d}. */
  private static void subtract(double[][] block, int d, double[] factors, int from, int to) {
    double[] zero = block[0];
    double[] one = block[1];
    double[] two = block[2];
    double[] three = block[3];
    double z = zero[d];
    double o = one[d];
    double t = two[d];
    double h = three[d];
    for (int i = from; i < to; i++) {
      double factor = factors[i];
      zero[i] -= z * factor;
      one[i] -= o * factor;
      two[i] -= t * factor;
      three[i] -= h * factor;
    }
  }

  /** Adds the products of the components of four vectors, to the lower triangle. */
  private static void addMoments(double[][] moments, float[][] block, double factor) {
    double[][] vectors = new double[BLOCK][moments.length];
    for (int n = 0; n < BLOCK; n++) {
      for (int d = 0; d < moments.length; d++) {
        vectors[n][d] = block[n][d];
      }
    }
    double[] a = vectors[0];
    double[] b = vectors[1];
    double[] c = vectors[2];
    double[] e = vectors[3];
    for (int row = 0; row < moments.length; row++) {
      double[] sums = moments[row];
      double ofA = factor * a[row];
      double ofB = factor * b[row];
      double ofC = factor * c[row];
      double ofE = factor * e[row];
      for (int column = 0; column <= row; column++) {
        sums[column] += ofA * a[column] + ofB * b[column] + ofC * c[column] + ofE * e[column];
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
