package io.railgate.rails.matching;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The penalised negative log-likelihood of a linear head. Two losses are added: that of the softmax
 * over the rails (multinomial logistic regression), which tells them apart, and that of each rail
 * against all the rest (binary logistic regression), which makes a logit tell whether a message is
 * meant for the rail at all. Messages that are meant for none count in the second alone. A point is
 * [dimension][rails] weights, then the biases. Sums are cut into fixed parts, so that they add up
 * alike on any number of threads.
 */
final class HeadLoss implements Lbfgs.Function {

  /**
   * How much the examples count against the penalty. 20 to 60 were alike on the validation splits
   * of BANKING77 and CLINC150.
   */
  static final double STRENGTH = 40;

  /** How much telling the rails apart counts beside telling each from all the rest. */
  private static final double APART = 0.25;

  /**
   * How much a message counts against a rail that it is not meant for; there are many more of these
   * than of the others.
   */
  private static final double REST = 0.3;

  /** Into how many parts the samples are cut. */
  private static final int PARTS = 8;

  /** How many samples, and how many components of them, are taken at a time. */
  private static final int BLOCK = 4;

  /** Of a message that is meant for no rail. */
  private static final int NONE = -1;

  /** A greater logit counts as this, so that what it is the logarithm of stays finite. */
  private static final double MOST_LOGIT = 80;

  /** From here on a product of finite odds is turned into a sum. */
  private static final double LARGE = 1e200;

  private final float[][] vectors;
  private final float[] nothing;
  private final Samples samples;
  private final float strangerWeight;
  private final int rails;

  /** Components of a vector, filled up with zeros to whole blocks. */
  private final int dimension;

  /**
   * Prepares.
   *
   * @param samples of rails that all have one
   * @param strangers vectors of messages that are meant for no rail, shape [strangers][dimension]
   * @param strangerWeight how much each of them counts, above 0
   * @param centre is taken from each vector
   */
  HeadLoss(Samples samples, float[][] strangers, float strangerWeight, float[] centre) {
    this.samples = samples;
    this.strangerWeight = strangerWeight;
    this.rails = samples.rails;
    this.dimension = (samples.dimension() + BLOCK - 1) / BLOCK * BLOCK;
    this.vectors = new float[samples.size() + strangers.length][dimension];
    this.nothing = new float[dimension];
    for (int i = 0; i < vectors.length; i++) {
      float[] vector = i < samples.size() ? samples.vectors[i] : strangers[i - samples.size()];
      for (int d = 0; d < centre.length; d++) {
        vectors[i][d] = vector[d] - centre[d];
      }
    }
  }

  /** Rows of weights in a point: components of a vector, filled up to whole blocks. */
  int dimension() {
    return dimension;
  }

  /** What is fitted to, less the centre, shape [samples and strangers][dimension]. */
  float[][] vectors() {
    return vectors;
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
    float[] values = new float[point.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) point[i];
    }
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
        boolean stranger = i + n >= samples.size();
        sum.loss +=
            stranger
                ? errors(errors[n], NONE, strangerWeight)
                : errors(errors[n], samples.rail[i + n], samples.weight[i + n]);
      }
      for (int n = count; n < BLOCK; n++) {
        Arrays.fill(errors[n], 0);
      }
      addGradient(sum.gradient, i, count, errors);
    }
    return sum;
  }

  /** Four samples and four components at a time, so that what is loaded is used often. */
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
    for (int d = 0; d < dimension; d += BLOCK) {
      float a0 = a[d];
      float a1 = a[d + 1];
      float a2 = a[d + 2];
      float a3 = a[d + 3];
      float b0 = b[d];
      float b1 = b[d + 1];
      float b2 = b[d + 2];
      float b3 = b[d + 3];
      float c0 = c[d];
      float c1 = c[d + 1];
      float c2 = c[d + 2];
      float c3 = c[d + 3];
      float e0 = e[d];
      float e1 = e[d + 1];
      float e2 = e[d + 2];
      float e3 = e[d + 3];
      int row0 = d * rails;
      int row1 = row0 + rails;
      int row2 = row1 + rails;
      int row3 = row2 + rails;
      for (int r = 0; r < rails; r++) {
        float w0 = values[row0 + r];
        float w1 = values[row1 + r];
        float w2 = values[row2 + r];
        float w3 = values[row3 + r];
        zero[r] += a0 * w0 + a1 * w1 + a2 * w2 + a3 * w3;
        one[r] += b0 * w0 + b1 * w1 + b2 * w2 + b3 * w3;
        two[r] += c0 * w0 + c1 * w1 + c2 * w2 + c3 * w3;
        three[r] += e0 * w0 + e1 * w1 + e2 * w2 + e3 * w3;
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
    for (int d = 0; d < dimension; d += BLOCK) {
      float a0 = a[d];
      float a1 = a[d + 1];
      float a2 = a[d + 2];
      float a3 = a[d + 3];
      float b0 = b[d];
      float b1 = b[d + 1];
      float b2 = b[d + 2];
      float b3 = b[d + 3];
      float c0 = c[d];
      float c1 = c[d + 1];
      float c2 = c[d + 2];
      float c3 = c[d + 3];
      float e0 = e[d];
      float e1 = e[d + 1];
      float e2 = e[d + 2];
      float e3 = e[d + 3];
      int row0 = d * rails;
      int row1 = row0 + rails;
      int row2 = row1 + rails;
      int row3 = row2 + rails;
      for (int r = 0; r < rails; r++) {
        float z = zero[r];
        float o = one[r];
        float t = two[r];
        float h = three[r];
        gradient[row0 + r] += a0 * z + b0 * o + c0 * t + e0 * h;
        gradient[row1 + r] += a1 * z + b1 * o + c1 * t + e1 * h;
        gradient[row2 + r] += a2 * z + b2 * o + c2 * t + e2 * h;
        gradient[row3 + r] += a3 * z + b3 * o + c3 * t + e3 * h;
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

  /**
   * Turns logits into the slopes of the loss; the sample's loss.
   *
   * @param truth the rail that is meant, or {@link #NONE}
   */
  private static double errors(float[] logits, int truth, float weight) {
    float most = logits[0];
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double own = truth == NONE ? 0 : logits[truth];
    double total = 0;
    for (int r = 0; r < logits.length; r++) {
      double raised = StrictMath.exp(logits[r] - most);
      logits[r] = (float) raised;
      total += raised;
    }
    // Odds of a rail against all the rest are the exponent of its logit.
    double top = StrictMath.exp(Math.min(most, MOST_LOGIT));
    double share = truth == NONE ? 0 : APART / total;
    double product = 1;
    double rest = 0;
    for (int r = 0; r < logits.length; r++) {
      double raised = logits[r];
      double odds = raised * top;
      if (r == truth) {
        logits[r] = (float) (weight * (raised * share - APART - 1 / (1 + odds)));
        continue;
      }
      logits[r] = (float) (weight * (raised * share + REST * odds / (1 + odds)));
      product *= 1 + odds;
      if (product > LARGE) {
        rest += StrictMath.log(product);
        product = 1;
      }
    }
    double loss = REST * (rest + StrictMath.log(product));
    if (truth != NONE) {
      loss += APART * (StrictMath.log(total) - (own - most)) + Logistic.softplus(-own);
    }
    return weight * loss;
  }
}
