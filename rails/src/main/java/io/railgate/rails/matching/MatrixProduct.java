package io.railgate.rails.matching;

import java.util.Arrays;

/**
 * Products of matrices of floats, each an array of rows. What is computed along a row is computed
 * in one loop over many numbers, which compilers turn into instructions on many at a time, and each
 * number is summed up in the same order, so that it is the same on any processor. Matrices are
 * filled up with zeros to whole blocks.
 */
final class MatrixProduct {

  /** How many terms of a sum are taken at a time. */
  static final int BLOCK = 4;

  /** How many columns are taken at a time: what is read again is still near. */
  static final int CHUNK = 384;

  private MatrixProduct() {}

  /** The least multiple of {@link #BLOCK} that is not below {@code count}. */
  static int filledUp(int count) {
    return (count + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** A copy with zeros after each row, and rows of zeros after the last. */
  static float[][] filledUp(float[][] rows) {
    int length = filledUp(rows[0].length);
    float[][] filled = new float[filledUp(rows.length)][];
    for (int i = 0; i < filled.length; i++) {
      filled[i] = i < rows.length ? Arrays.copyOf(rows[i], length) : new float[length];
    }
    return filled;
  }

  /** Columns as rows; of a matrix of whole blocks. */
  static float[][] transposed(float[][] rows) {
    float[][] columns = new float[rows[0].length][rows.length];
    for (int first = 0; first < rows.length; first += BLOCK) {
      for (int c = 0; c < columns.length; c++) {
        float[] column = columns[c];
        for (int i = first; i < first + BLOCK; i++) {
          column[i] = rows[i][c];
        }
      }
    }
    return columns;
  }

  /** Some of the rows or columns of a matrix. */
  record Range(int from, int to) {}

  /**
   * Adds {@code left} times {@code right} to {@code sums}.
   *
   * @param inner the columns of {@code left}, and rows of {@code right}, that count: whole blocks
   * @param columns those of {@code right} that count
   * @param sums shape [rows of left][columns of right], shares no row with the factors
   */
  static void add(float[][] left, float[][] right, Range inner, Range columns, float[][] sums) {
    for (int from = columns.from; from < columns.to; from += CHUNK) {
      int to = Math.min(columns.to, from + CHUNK);
      for (int row = 0; row < left.length; row++) {
        for (int i = inner.from; i < inner.to; i += BLOCK) {
          addBlock(left[row], right, i, from, to, sums[row]);
        }
      }
    }
  }

  /** One sum of four terms: with more at a time compilers are content with a number at a time. */
  private static void addBlock(
      float[] factors, float[][] right, int i, int from, int to, float[] sums) {
    float a = factors[i];
    float b = factors[i + 1];
    float c = factors[i + 2];
    float e = factors[i + 3];
    float[] ofA = right[i];
    float[] ofB = right[i + 1];
    float[] ofC = right[i + 2];
    float[] ofE = right[i + 3];
    for (int at = from; at < to; at++) {
      sums[at] += a * ofA[at] + b * ofB[at] + c * ofC[at] + e * ofE[at];
    }
  }
}
