package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {

  /** Long and narrow: (x - 3)² + 100 (y + 1)², with its least value at (3, -1). */
  private static final Lbfgs.Function VALLEY =
      (point, gradient) -> {
        double x = point[0] - 3;
        double y = point[1] + 1;
        gradient[0] = 2 * x;
        gradient[1] = 200 * y;
        return x * x + 100 * y * y;
      };

  @Test
  void findsTheLeastValue() {
    double[] start = {-5, 20};

    double[] found = Lbfgs.minimise(VALLEY, start, 50, 0);

    assertThat(found).containsExactly(new double[] {3, -1}, within(1e-6));
    assertThat(start).as("not written to").containsExactly(-5, 20);
  }

  @Test
  void staysWhereItIsWithoutIterations() {
    assertThat(Lbfgs.minimise(VALLEY, new double[] {7, 7}, 0, 0)).containsExactly(7, 7);
  }

  @Test
  void neverGoesUp() {
    double[] gradient = new double[2];
    double before = VALLEY.at(new double[] {-5, 20}, gradient);
    for (int iterations = 1; iterations < 10; iterations++) {
      double[] point = Lbfgs.minimise(VALLEY, new double[] {-5, 20}, iterations, 0);
      double value = VALLEY.at(point, gradient);
      assertThat(value).isLessThanOrEqualTo(before);
      before = value;
    }
  }
}
