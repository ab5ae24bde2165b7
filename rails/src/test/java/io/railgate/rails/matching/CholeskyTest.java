package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CholeskyTest {

  private static final long SEED = Long.getLong("railgate.seed", 13);
  private static final int SIZE = 12;

  @Test
  void itsRootTimesItselfIsTheMatrix() {
    // Given a matrix that is the square of another, and so positive definite
    Random random = new Random(SEED);
    double[][] other = new double[SIZE][];
    for (int row = 0; row < SIZE; row++) {
      other[row] = random.doubles(SIZE, -1, 1).toArray();
      other[row][row] += 2;
    }
    double[][] matrix = square(other, SIZE);
    double[][] root = square(other, SIZE);

    Cholesky.decompose(root);

    double[][] lower = new double[SIZE][SIZE];
    for (int row = 0; row < SIZE; row++) {
      System.arraycopy(root[row], 0, lower[row], 0, row + 1);
    }
    double[][] again = square(lower, SIZE);
    for (int row = 0; row < SIZE; row++) {
      assertThat(again[row]).as("seed %d", SEED).containsExactly(matrix[row], within(1e-9));
    }
  }

  private static double[][] square(double[][] matrix, int size) {
    double[][] square = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        for (int i = 0; i < size; i++) {
          square[row][column] += matrix[row][i] * matrix[column][i];
        }
      }
    }
    return square;
  }
}
