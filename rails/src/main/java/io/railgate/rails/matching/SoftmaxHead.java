package io.railgate.rails.matching;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A linear classifier over unit vectors, fitted by L-BFGS from the means of the rails. Its logits
 * tell the rails apart, by a softmax, and each rail from all that is not meant for it: the other
 * rails and the background ({@link HeadLoss}). Deterministic, on any number of cores; immutable;
 * safe for many threads.
 */
final class SoftmaxHead {

  /** The start is the rails' means, this long: further on the way than from zero. */
  private static final double START = 20;

  /** The biases at the start: most messages are not meant for a rail. */
  private static final double START_BIAS = -4;

  private static final double TOLERANCE = 2e-4;

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
   * @param strangers vectors of messages that are meant for no rail, shape [strangers][dimension]
   * @param strangerWeight how much each of them counts, above 0
   * @param iterations most steps; with 0 it compares with the rails' means
   */
  static SoftmaxHead fit(
      Samples samples, float[][] strangers, float strangerWeight, int iterations) {
    int[] present = IntStream.of(samples.rail).sorted().distinct().toArray();
    int[] rail =
        IntStream.of(samples.rail).map(each -> Arrays.binarySearch(present, each)).toArray();
    Samples dense = new Samples(samples.vectors, rail, samples.weight, present.length);
    double[][] means = dense.means();
    float[] centre = centre(means);
    HeadLoss loss = new HeadLoss(dense, strangers, strangerWeight, centre);
    int dimension = dense.dimension();
    double[] start = new double[(loss.dimension() + 1) * present.length];
    for (int r = 0; r < present.length; r++) {
      for (int d = 0; d < dimension; d++) {
        start[r * loss.dimension() + d] = START * (means[r][d] - centre[d]);
      }
    }
    Arrays.fill(start, loss.dimension() * present.length, start.length, START_BIAS);
    double[] found =
        iterations == 0
            ? start
            : HeadCurvature.of(loss.vectors(), present.length)
                .minimise(loss, start, iterations, TOLERANCE);
    float[] weights = new float[dimension * samples.rails];
    float[] bias = new float[samples.rails];
    Arrays.fill(bias, Float.NEGATIVE_INFINITY);
    for (int r = 0; r < present.length; r++) {
      for (int d = 0; d < dimension; d++) {
        weights[d * samples.rails + present[r]] = (float) found[r * loss.dimension() + d];
      }
      bias[present[r]] = (float) found[loss.dimension() * present.length + r];
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

  /** Writes itself, for {@link #read}. */
  void write(DataOutputStream out) throws IOException {
    for (float[] numbers : new float[][] {weights, bias, centre}) {
      for (float number : numbers) {
        out.writeFloat(number);
      }
    }
  }

  /** The head that was written, for so many rails, to vectors of a dimension. */
  static SoftmaxHead read(DataInputStream in, int rails, int dimension) throws IOException {
    float[] weights = new float[dimension * rails];
    float[] bias = new float[rails];
    float[] centre = new float[dimension];
    for (float[] numbers : new float[][] {weights, bias, centre}) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = in.readFloat();
      }
    }
    return new SoftmaxHead(weights, bias, centre);
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
}
