package io.railgate.rails.matching;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A linear classifier over unit vectors: multinomial logistic regression with an L2 penalty, fitted
 * by L-BFGS from the means of the rails. Deterministic, on any number of cores; immutable; safe for
 * many threads.
 */
final class SoftmaxHead {

  /**
   * How much the examples count against the penalty. 10 to 40 were alike on the validation splits
   * of BANKING77 and CLINC150; 5 was worse with few examples, and slower to fit with many.
   */
  private static final double STRENGTH = 20;

  /** The start is the rails' means, this long: further on the way than from zero. */
  private static final double START = 10;

  private static final double TOLERANCE = 1e-4;

  /** Into how many parts the samples are cut; fixed, so that sums add up alike everywhere. */
  private static final int PARTS = 8;

  private final float[] weights;
  private final float[] bias;
  private final float[] centre;

  private SoftmaxHead(float[] weights, float[] bias, float[] centre) {
    this.weights = weights;
    this.bias = bias;
    this.centre = centre;
  }

  /**
   * Fits a head.
   *
   * @param samples at least one; a rail without any is never likely
   * @param iterations most steps; with 0 it compares with the rails' means
   */
  static SoftmaxHead fit(Samples samples, int iterations) {
    int[] present = IntStream.of(samples.rail).sorted().distinct().toArray();
    int[] rail =
        IntStream.of(samples.rail).map(each -> Arrays.binarySearch(present, each)).toArray();
    Samples dense = new Samples(samples.vectors, rail, samples.weight, present.length);
    double[][] means = dense.means();
    float[] centre = centre(means);
    Fit fit = new Fit(dense, centre);
    int dimension = dense.dimension();
    double[] start = new double[(fit.dimension + 1) * present.length];
    for (int d = 0; d < dimension; d++) {
      for (int r = 0; r < present.length; r++) {
        start[d * present.length + r] = START * (means[r][d] - centre[d]);
      }
    }
    double[] found = Lbfgs.minimise(fit, start, iterations, TOLERANCE);
    float[] weights = new float[dimension * samples.rails];
    float[] bias = new float[samples.rails];
    Arrays.fill(bias, Float.NEGATIVE_INFINITY);
    for (int r = 0; r < present.length; r++) {
      for (int d = 0; d < dimension; d++) {
        weights[d * samples.rails + present[r]] = (float) found[d * present.length + r];
      }
      bias[present[r]] = (float) found[fit.dimension * present.length + r];
    }
    return new SoftmaxHead(weights, bias, centre);
  }

  /** How much speaks for each rail: the logits, shape [rails]. */
  double[] logits(float[] vector) {
    float[] sums = bias.clone();
    for (int d = 0; d < vector.length; d++) {
      float component = vector[d] - centre[d];
      int row = d * sums.length;
      for (int r = 0; r < sums.length; r++) {
        sums[r] += component * weights[row + r];
      }
    }
    double[] logits = new double[sums.length];
    for (int r = 0; r < logits.length; r++) {
      logits[r] = sums[r];
    }
    return logits;
  }

  /** The mean of the rails' means, so that rails with many examples do not pull it to them. */
  private static float[] centre(double[][] means) {
    float[] centre = new float[means[0].length];
    for (int d = 0; d < centre.length; d++) {
      double sum = 0;
      for (double[] mean : means) {
        sum += mean[d];
      }
      centre[d] = (float) (sum / means.length);
    }
    return centre;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** The penalised negative log-likelihood. A point is [dimension][rails] weights, then biases. */
  private static final class Fit implements Lbfgs.Function {

    /** How many samples are taken at a time. */
    private static final int BLOCK = 4;

    private final float[][] vectors;
    private final float[] nothing;
    private final Samples samples;
    private final int rails;

    /** Components of a vector, made even by one that is always 0. */
    private final int dimension;

    Fit(Samples samples, float[] centre) {
      this.samples = samples;
      this.rails = samples.rails;
      this.dimension = (samples.dimension() + 1) / 2 * 2;
      this.vectors = new float[samples.size()][dimension];
      this.nothing = new float[dimension];
      for (int i = 0; i < vectors.length; i++) {
        for (int d = 0; d < centre.length; d++) {
          vectors[i][d] = samples.vectors[i][d] - centre[d];
        }
      }
    }

    /** What a part of the samples adds. */
    private static final class Sum {
      final float[] gradient;
      double loss;

      Sum(int length) {
        gradient = new float[length];
      }
    }

    @Override
    public double at(double[] point, double[] gradient) {
      float[] values = floats(point);
      Sum[] sums =
          IntStream.range(0, PARTS)
              .parallel()
              .mapToObj(part -> sum(part, values))
              .toArray(Sum[]::new);
      double loss = 0;
      for (int i = 0; i < point.length; i++) {
        double penalty = i < dimension * rails ? point[i] : 0;
        double slope = 0;
        for (Sum sum : sums) {
          slope += sum.gradient[i];
        }
        gradient[i] = STRENGTH * slope + penalty;
        loss += penalty * penalty / 2;
      }
      for (Sum sum : sums) {
        loss += STRENGTH * sum.loss;
      }
      return loss;
    }

    private Sum sum(int part, float[] values) {
      Sum sum = new Sum(values.length);
      int from = (int) ((long) vectors.length * part / PARTS);
      int to = (int) ((long) vectors.length * (part + 1) / PARTS);
      float[][] errors = new float[BLOCK][rails];
      for (int i = from; i < to; i += BLOCK) {
        int count = Math.min(BLOCK, to - i);
        logits(values, i, count, errors);
        for (int n = 0; n < count; n++) {
          sum.loss += errors(errors[n], samples.rail[i + n], samples.weight[i + n]);
        }
        for (int n = count; n < BLOCK; n++) {
          Arrays.fill(errors[n], 0);
        }
        addGradient(sum.gradient, i, count, errors);
      }
      return sum;
    }

    /** Four samples and two components at a time, so that what is loaded is used often. */
    private void logits(float[] values, int first, int count, float[][] out) {
      for (int n = 0; n < BLOCK; n++) {
        System.arraycopy(values, dimension * rails, out[n], 0, rails);
      }
      float[] zero = out[0];
      float[] one = out[1];
      float[] two = out[2];
      float[] three = out[3];
      float[] a = vector(first, 0, count);
      float[] b = vector(first, 1, count);
      float[] c = vector(first, 2, count);
      float[] e = vector(first, 3, count);
      for (int d = 0; d < dimension; d += 2) {
        float a0 = a[d];
        float a1 = a[d + 1];
        float b0 = b[d];
        float b1 = b[d + 1];
        float c0 = c[d];
        float c1 = c[d + 1];
        float e0 = e[d];
        float e1 = e[d + 1];
        int row = d * rails;
        int next = row + rails;
        for (int r = 0; r < rails; r++) {
          float w0 = values[row + r];
          float w1 = values[next + r];
          zero[r] += a0 * w0 + a1 * w1;
          one[r] += b0 * w0 + b1 * w1;
          two[r] += c0 * w0 + c1 * w1;
          three[r] += e0 * w0 + e1 * w1;
        }
      }
    }

    private void addGradient(float[] gradient, int first, int count, float[][] errors) {
      float[] zero = errors[0];
      float[] one = errors[1];
      float[] two = errors[2];
      float[] three = errors[3];
      float[] a = vector(first, 0, count);
      float[] b = vector(first, 1, count);
      float[] c = vector(first, 2, count);
      float[] e = vector(first, 3, count);
      for (int d = 0; d < dimension; d += 2) {
        float a0 = a[d];
        float a1 = a[d + 1];
        float b0 = b[d];
        float b1 = b[d + 1];
        float c0 = c[d];
        float c1 = c[d + 1];
        float e0 = e[d];
        float e1 = e[d + 1];
        int row = d * rails;
        int next = row + rails;
        for (int r = 0; r < rails; r++) {
          float z = zero[r];
          float o = one[r];
          float t = two[r];
          float h = three[r];
          gradient[row + r] += a0 * z + b0 * o + c0 * t + e0 * h;
          gradient[next + r] += a1 * z + b1 * o + c1 * t + e1 * h;
        }
      }
      int row = dimension * rails;
      for (int r = 0; r < rails; r++) {
        gradient[row + r] += zero[r] + one[r] + two[r] + three[r];
      }
    }

    /** A sample of a block; zeros where the block is not full. */
    private float[] vector(int first, int place, int count) {
      return place < count ? vectors[first + place] : nothing;
    }

    /** Turns logits into weighted probabilities less the truth; the sample's loss. */
    private static double errors(float[] logits, int truth, float weight) {
      float most = logits[0];
      for (float logit : logits) {
        most = Math.max(most, logit);
      }
      double own = logits[truth] - most;
      double total = 0;
      for (int r = 0; r < logits.length; r++) {
        double raised = StrictMath.exp(logits[r] - most);
        logits[r] = (float) raised;
        total += raised;
      }
      for (int r = 0; r < logits.length; r++) {
        logits[r] = (float) (weight * logits[r] / total);
      }
      logits[truth] -= weight;
      return weight * (StrictMath.log(total) - own);
    }
  }
}
