package io.railgate.rails.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoftmaxHeadTest {

  private static final float[][] NOBODY = {};

  private static final long SEED = Long.getLong("railgate.seed", 4);

  @Test
  void tellsRailsApartThatTheMeansDoNot() {
    // Given rails on one line whose outer one is pulled in by an outlier
    Samples samples =
        samples(
            new double[][] {{-1, 0}, {-0.8, 0.1}, {-0.9, -0.1}, {1, 0}, {0.9, 0.2}}, 0, 0, 0, 1, 1);

    SoftmaxHead head = SoftmaxHead.fit(samples, NOBODY, 1, 40);

    assertThat(best(head, -0.7f, 0)).isEqualTo(0);
    assertThat(best(head, 0.7f, 0)).isEqualTo(1);
  }

  @Test
  void tellsCloudsApart() {
    Samples samples = clouds(3, 20, 7, 5);

    assertThat(accuracy(samples, SoftmaxHead.fit(samples, NOBODY, 1, 200)))
        .as("seed %d", SEED)
        .isGreaterThan(0.95);
  }

  @Test
  void comparesWithTheMeansWithoutIterations() {
    Samples samples = clouds(4, 10, 6, 8);

    assertThat(accuracy(samples, SoftmaxHead.fit(samples, NOBODY, 1, 0))).isGreaterThan(0.9);
  }

  @Test
  void aRailWithoutSamplesIsNeverLikely() {
    Samples samples = clouds(3, 9, 4, 8).only(i -> i % 3 != 1);

    SoftmaxHead head = SoftmaxHead.fit(samples, NOBODY, 1, 20);

    assertThat(head.logits(samples.vectors[0])[1]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(head.logits(samples.vectors[0])[0]).isFinite();
  }

  @Test
  void weighsASampleAsOftenAsItCounts() {
    double[][] twice = {{1, 0}, {1, 0}, {0.6, 0.8}, {0, 1}, {0.2, 0.9}};
    double[][] once = {{1, 0}, {0.6, 0.8}, {0, 1}, {0.2, 0.9}};
    Samples doubled = samples(twice, 0, 0, 0, 1, 1);
    Samples single = samples(once, 0, 0, 1, 1);
    Samples weighed =
        new Samples(single.vectors, single.rail, new float[] {2, 1, 1, 1}, single.rails);
    float[] message = {0.7f, 0.7f};

    assertThat(SoftmaxHead.fit(weighed, NOBODY, 1, 100).logits(message))
        .containsExactly(SoftmaxHead.fit(doubled, NOBODY, 1, 100).logits(message), within(0.01))
        .isNotEqualTo(SoftmaxHead.fit(single, NOBODY, 1, 100).logits(message));
  }

  @Test
  void isTheSameOnOneThreadAndOnMany() throws Exception {
    Samples samples = clouds(5, 103, 33, 3);
    float[] message = samples.vectors[7];
    double[] many = SoftmaxHead.fit(samples, NOBODY, 1, 30).logits(message);

    try (ForkJoinPool one = new ForkJoinPool(1)) {
      double[] alone =
          one.submit(() -> SoftmaxHead.fit(samples, NOBODY, 1, 30).logits(message)).get();
      assertThat(alone).containsExactly(many);
    }
  }

  @Test
  void aLogitTellsWhetherAMessageIsMeantForARailAtAll() {
    // Given strangers on one side of a rail, and nobody on the other
    Samples samples =
        samples(new double[][] {{1, 0.1}, {1, -0.1}, {-1, 0.1}, {-1, -0.1}}, 0, 0, 1, 1);
    float[][] strangers = {{0.8f, 0.6f}, {0.78f, 0.62f}, {-0.8f, 0.6f}, {0, 1}};

    SoftmaxHead head = SoftmaxHead.fit(samples, strangers, 1, 200);

    assertThat(head.logits(new float[] {1, 0})[0]).isPositive();
    assertThat(head.logits(strangers[0])[0]).isNegative();
    assertThat(head.logits(new float[] {1, 0})[1]).isNegative();
    assertThat(head.logits(new float[] {0.8f, -0.6f})[0])
        .as("where nobody is")
        .isGreaterThan(SoftmaxHead.fit(samples, strangers, 1, 200).logits(strangers[0])[0] + 3);
  }

  @Test
  void aStrangerCountsAsOftenAsItIsSaid() {
    Samples samples = clouds(3, 20, 7, 5);
    float[][] once = {clouds(1, 1, 7, 5).vectors[0], clouds(2, 2, 7, 1).vectors[1]};
    float[][] twice = {once[0], once[1], once[0], once[1]};
    float[] message = samples.vectors[4];

    assertThat(SoftmaxHead.fit(samples, once, 2, 200).logits(message))
        .containsExactly(SoftmaxHead.fit(samples, twice, 1, 200).logits(message), within(0.1))
        .isNotEqualTo(SoftmaxHead.fit(samples, once, 1, 200).logits(message));
  }

  private static int best(SoftmaxHead head, float... vector) {
    double[] logits = head.logits(vector);
    return IntStream.range(0, logits.length)
        .reduce((one, other) -> logits[other] > logits[one] ? other : one)
        .orElseThrow();
  }

  private static double accuracy(Samples samples, SoftmaxHead head) {
    return IntStream.range(0, samples.size())
            .filter(i -> best(head, samples.vectors[i]) == samples.rail[i])
            .count()
        / (double) samples.size();
  }

  /** Unit vectors around a random direction for each rail, dealt out in turn. */
  private static Samples clouds(int rails, int count, int dimension, double tightness) {
    Random random = new Random(SEED);
    double[][] centres = new double[rails][];
    for (int r = 0; r < rails; r++) {
      centres[r] = random.doubles(dimension, -1, 1).toArray();
    }
    double[][] points = new double[count][dimension];
    int[] rail = new int[count];
    for (int i = 0; i < count; i++) {
      rail[i] = i % rails;
      for (int d = 0; d < dimension; d++) {
        points[i][d] = centres[rail[i]][d] + random.nextGaussian() / tightness;
      }
    }
    return samples(points, rail);
  }

  private static Samples samples(double[][] points, int... rail) {
    float[][] vectors = new float[points.length][];
    float[] weights = new float[points.length];
    for (int i = 0; i < points.length; i++) {
      vectors[i] = new float[points[i].length];
      double length = 0;
      for (double component : points[i]) {
        length += component * component;
      }
      for (int d = 0; d < points[i].length; d++) {
        vectors[i][d] = (float) (points[i][d] / Math.sqrt(length));
      }
      weights[i] = 1;
    }
    return new Samples(vectors, rail, weights, IntStream.of(rail).max().orElseThrow() + 1);
  }
}
