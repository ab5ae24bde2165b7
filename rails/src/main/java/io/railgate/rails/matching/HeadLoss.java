package io.railgate.rails.matching;

import io.railgate.rails.matching.MatrixProduct.Range;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The penalised negative log-likelihood of a linear head. Two losses are added: that of the softmax
 * over the rails (multinomial logistic regression), which tells them apart, and that of each rail
 * against all the rest (binary logistic regression), which makes a logit tell whether a message is
 * meant for the rail at all. Messages that are meant for none count in the second alone. A point is
 * [rails][dimension] weights, then the biases. Sums are cut into fixed parts, so that they add up
 * alike on any number of threads. To be asked by one thread at a time.
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

  /** Into how many parts the messages are cut. */
  private static final int PARTS = 8;

  private static final int BLOCK = MatrixProduct.BLOCK;

  /** Of a message that is meant for no rail. */
  private static final int NONE = -1;

  /** A greater logit counts as this, so that what it is the logarithm of stays finite. */
  private static final double MOST_LOGIT = 80;

  /** From here on a product of finite odds is turned into a sum. */
  private static final double LARGE = 1e200;

  private final Samples samples;
  private final float strangerWeight;
  private final int rails;

  /** How many messages there are. */
  private final int messages;

  /** Shape [messages, filled up][dimension]. */
  private final float[][] vectors;

  /** The same, transposed. */
  private final float[][] components;

  /**
   * The logits, then the slopes of the loss by them, shape [rails, filled up][messages, filled up].
   * The parts write to places of their own.
   */
  private final float[][] errors;

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
    this.messages = samples.size() + strangers.length;
    float[][] all = new float[messages][centre.length];
    for (int i = 0; i < messages; i++) {
      float[] vector = i < samples.size() ? samples.vectors[i] : strangers[i - samples.size()];
      for (int d = 0; d < centre.length; d++) {
        all[i][d] = vector[d] - centre[d];
      }
    }
    this.vectors = MatrixProduct.filledUp(all);
    this.components = MatrixProduct.transposed(vectors);
    this.errors = new float[MatrixProduct.filledUp(rails)][vectors.length];
  }

  /** Weights of a rail in a point: components of a vector, filled up to whole blocks. */
  int dimension() {
    return vectors[0].length;
  }

  /** What is fitted to, less the centre, shape [samples and strangers][dimension]. */
  List<float[]> vectors() {
    return List.of(vectors).subList(0, messages);
  }

  /** What a part of the messages adds: to the slopes of the weights, and of the biases. */
  private static final class Sum {
    final float[][] weights;
    final float[] biases;
    double loss;

    Sum(int rails, int dimension) {
      weights = new float[rails][dimension];
      biases = new float[rails];
    }
  }

  @Override
  public double at(double[] point, double[] gradient) {
    float[][] weights = new float[errors.length][dimension()];
    float[] biases = new float[errors.length];
    int place = 0;
    for (int r = 0; r < rails; r++) {
      for (int d = 0; d < weights[r].length; d++) {
        weights[r][d] = (float) point[place++];
      }
    }
    for (int r = 0; r < rails; r++) {
      biases[r] = (float) point[place++];
    }
    Sum[] sums =
        IntStream.range(0, PARTS)
            .parallel()
            .mapToObj(part -> sum(part, weights, biases))
            .toArray(Sum[]::new);
    return total(sums, point, gradient);
  }

  /** Adds up the parts, and the penalty, which the biases are free of. */
  private double total(Sum[] sums, double[] point, double[] gradient) {
    double[] row = new double[dimension()];
    double loss = 0;
    for (int r = 0; r < rails; r++) {
      Arrays.fill(row, 0);
      double bias = 0;
      for (Sum sum : sums) {
        float[] slopes = sum.weights[r];
        for (int d = 0; d < row.length; d++) {
          row[d] += slopes[d];
        }
        bias += sum.biases[r];
      }
      int first = r * row.length;
      for (int d = 0; d < row.length; d++) {
        double weight = point[first + d];
        gradient[first + d] = STRENGTH * row[d] + weight;
        loss += weight * weight / 2;
      }
      gradient[rails * row.length + r] = STRENGTH * bias;
    }
    for (Sum sum : sums) {
      loss += STRENGTH * sum.loss;
    }
    return loss;
  }

  private Sum sum(int part, float[][] weights, float[] biases) {
    Sum sum = new Sum(errors.length, dimension());
    float[] ofOne = new float[rails];
    Range wholeDimension = new Range(0, dimension());
    int from = edge(part);
    int to = edge(part + 1);
    for (int start = from; start < to; start += MatrixProduct.CHUNK) {
      int end = Math.min(to, start + MatrixProduct.CHUNK);
      for (int r = 0; r < errors.length; r++) {
        Arrays.fill(errors[r], start, end, biases[r]);
      }
      Range messagesNow = new Range(start, end);
      MatrixProduct.add(weights, components, wholeDimension, messagesNow, errors);
      for (int i = start; i < end; i++) {
        sum.loss += turnToErrors(i, ofOne);
      }
      MatrixProduct.add(errors, vectors, messagesNow, wholeDimension, sum.weights);
      for (int r = 0; r < rails; r++) {
        for (int i = start; i < end; i++) {
          sum.biases[r] += errors[r][i];
        }
      }
    }
    return sum;
  }

  /** Where a part begins: at a whole block. */
  private int edge(int part) {
    return (int) ((long) vectors.length / BLOCK * part / PARTS) * BLOCK;
  }

  /** Of one message; its loss. */
  private double turnToErrors(int i, float[] ofOne) {
    if (i >= messages) {
      for (int r = 0; r < rails; r++) {
        errors[r][i] = 0;
      }
      return 0;
    }
    for (int r = 0; r < rails; r++) {
      ofOne[r] = errors[r][i];
    }
    double loss =
        i < samples.size()
            ? errors(ofOne, samples.rail[i], samples.weight[i])
            : errors(ofOne, NONE, strangerWeight);
    for (int r = 0; r < rails; r++) {
      errors[r][i] = ofOne[r];
    }
    return loss;
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
