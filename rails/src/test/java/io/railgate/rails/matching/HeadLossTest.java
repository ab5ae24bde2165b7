package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadLossTest {

  private static final long SEED = Long.getLong("railgate.seed", 7);
  private static final int DIMENSION = 5;
  private static final int RAILS = 3;

  private final Random random = new Random(SEED);

  @Test
  void itsGradientIsItsSlope() {
    HeadLoss loss = loss(11, 6);
    double[] point = random.doubles(weights(loss), -3, 3).toArray();
    double[] gradient = new double[point.length];
    loss.at(point, gradient);

    // Floats tell apart what differs by more than this
    double step = 1e-2;
    for (int i = 0; i < point.length; i++) {
      double value = point[i];
      point[i] = value + step;
      double above = loss.at(point, new double[point.length]);
      point[i] = value - step;
      double below = loss.at(point, new double[point.length]);
      point[i] = value;
      assertThat((above - below) / (2 * step))
          .as("seed %d, component %d", SEED, i)
          .isCloseTo(gradient[i], within(0.01 * Math.max(1, Math.abs(gradient[i]))));
    }
  }

  @Test
  void staysFiniteWhereLogitsAreHuge() {
    HeadLoss loss = loss(9, 4);
    double[] gradient = new double[weights(loss)];
    double[] point = random.doubles(gradient.length, -900, 900).toArray();

    assertThat(loss.at(point, gradient)).isFinite();
    assertThat(gradient).doesNotContain(Double.NaN);
  }

  @Test
  void isLeastAtTheSamePlaceWhicheverWayItIsFitted() {
    HeadLoss loss = loss(40, 15);
    double[] start = new double[weights(loss)];

    double[] plain = Lbfgs.minimise(loss, start, 400, 0);
    double[] even = HeadCurvature.of(loss.vectors(), RAILS).minimise(loss, start, 400, 0);

    assertThat(even).as("seed %d", SEED).containsExactly(plain, within(0.02));
  }

  @Test
  void isReachedInFewerStepsByItsCurvature() {
    // Given vectors that differ far more in some directions than in others, as an encoder's do
    HeadLoss loss = loss(600, 200);
    double[] start = new double[weights(loss)];
    double[] gradient = new double[start.length];
    HeadCurvature curvature = HeadCurvature.of(loss.vectors(), RAILS);
    double least = loss.at(curvature.minimise(loss, start, 400, 0), gradient);

    double plain = loss.at(Lbfgs.minimise(loss, start, 8, 0), gradient) - least;
    double even = loss.at(curvature.minimise(loss, start, 8, 0), gradient) - least;

    assertThat(even).as("seed %d", SEED).isLessThan(plain);
  }

  private static int weights(HeadLoss loss) {
    return (loss.dimension() + 1) * RAILS;
  }

  /** Of random samples and strangers; the spread of a component falls off with its number. */
  private HeadLoss loss(int samples, int strangers) {
    int[] rail = new int[samples];
    float[] weight = new float[samples];
    for (int i = 0; i < samples; i++) {
      rail[i] = i % RAILS;
      weight[i] = 0.5f + random.nextFloat();
    }
    return new HeadLoss(
        new Samples(vectors(samples), rail, weight, RAILS),
        vectors(strangers),
        1.5f,
        new float[DIMENSION]);
  }

  private float[][] vectors(int count) {
    float[][] vectors = new float[count][DIMENSION];
    for (float[] vector : vectors) {
      for (int d = 0; d < DIMENSION; d++) {
        vector[d] = (float) (random.nextGaussian() * StrictMath.pow(0.4, d));
      }
    }
    return vectors;
  }
}
