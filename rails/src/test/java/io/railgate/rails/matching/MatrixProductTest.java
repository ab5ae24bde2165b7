package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.railgate.rails.matching.MatrixProduct.Range;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixProductTest {

  private static final long SEED = Long.getLong("railgate.seed", 11);

  private final Random random = new Random(SEED);

  @Test
  void addsWhatItsDefinitionSays() {
    int columns = MatrixProduct.CHUNK + 5;
    float[][] left = matrix(3, 12);
    float[][] right = matrix(12, columns);
    float[][] sums = matrix(3, columns);
    float[][] before = copy(sums);

    MatrixProduct.add(left, right, new Range(4, 12), new Range(1, columns - 1), sums);

    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < columns; column++) {
        double expected = before[row][column];
        for (int i = 4; i < 12 && column >= 1 && column < columns - 1; i++) {
          expected += (double) left[row][i] * right[i][column];
        }
        assertThat((double) sums[row][column])
            .as("seed %d, row %d, column %d", SEED, row, column)
            .isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void fillsUpWithZerosToWholeBlocks() {
    float[][] filled = MatrixProduct.filledUp(new float[][] {{1, 2, 3, 4, 5}});

    assertThat(filled)
        .isDeepEqualTo(
            new float[][] {{1, 2, 3, 4, 5, 0, 0, 0}, new float[8], new float[8], new float[8]});
  }

  @Test
  void transposes() {
    float[][] rows = matrix(8, 4);

    float[][] columns = MatrixProduct.transposed(rows);

    assertThat(columns).hasDimensions(4, 8);
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 4; column++) {
        assertThat(columns[column][row]).isEqualTo(rows[row][column]);
      }
    }
  }

  private float[][] matrix(int rows, int columns) {
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextFloat() - 0.5f;
      }
    }
    return matrix;
  }

  private static float[][] copy(float[][] matrix) {
    float[][] copy = new float[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }
}
