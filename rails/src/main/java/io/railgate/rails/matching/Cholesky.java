package io.railgate.rails.matching;

/** Cholesky's decomposition of a matrix: the lower triangle whose square it is. */
final class Cholesky {

  /** How many columns are taken at a time. */
  private static final int BLOCK = MatrixProduct.BLOCK;

  private Cholesky() {}

  /**
   * Replaces the lower triangle of a symmetric, positive definite matrix by its root, a few columns
   * at a time.
   *
   * @param matrix its size is a multiple of {@link MatrixProduct#BLOCK}
   */
  static void decompose(double[][] matrix) {
    double[][] columns = new double[BLOCK][matrix.length];
    for (int first = 0; first < matrix.length; first += BLOCK) {
      int next = first + BLOCK;
      for (int k = first; k < next; k++) {
        divideColumn(matrix, first, k, columns[k - first]);
      }
      for (int row = next; row < matrix.length; row++) {
        subtractColumns(matrix[row], first, columns, next, row + 1);
      }
    }
  }

  /** Column {@code k}, from which those before {@code first} are taken already; and its copy. */
  private static void divideColumn(double[][] matrix, int first, int k, double[] copy) {
    for (int row = k; row < matrix.length; row++) {
      double sum = matrix[row][k];
      for (int before = first; before < k; before++) {
        sum -= matrix[row][before] * matrix[k][before];
      }
      matrix[row][k] = row == k ? Math.sqrt(sum) : sum / matrix[k][k];
      copy[row] = matrix[row][k];
    }
  }

  /** Takes the columns from a part of a row, each times the row's own number in it. */
  private static void subtractColumns(
      double[] row, int first, double[][] columns, int from, int to) {
    double[] a = columns[0];
    double[] b = columns[1];
    double[] c = columns[2];
    double[] e = columns[3];
    double ofA = row[first];
    double ofB = row[first + 1];
    double ofC = row[first + 2];
    double ofE = row[first + 3];
    for (int i = from; i < to; i++) {
      row[i] -= ofA * a[i] + ofB * b[i] + ofC * c[i] + ofE * e[i];
    }
  }
}
