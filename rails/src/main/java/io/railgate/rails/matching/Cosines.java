package io.railgate.rails.matching;

import io.railgate.rails.matching.MatrixProduct.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * How near messages are to samples, computed for many messages at once, as fitting needs it; what
 * is asked for one message is the index's to tell. Immutable; safe for many threads.
 */
final class Cosines {

  /** How many messages are compared, and their cosines held, at a time. */
  private static final int MESSAGES = 64;

  /** The samples' vectors, transposed and filled up, shape [dimension][samples]. */
  private final float[][] components;

  private final int samples;

  private Cosines(float[][] components, int samples) {
    this.components = components;
    this.samples = samples;
  }

  /**
   * Prepares.
   *
   * @param vectors of the samples: unit vectors, shape [samples][dimension]
   */
  static Cosines to(float[][] vectors) {
    return new Cosines(MatrixProduct.transposed(MatrixProduct.filledUp(vectors)), vectors.length);
  }

  /** What is made of a message's cosines. */
  interface Use<T> {

    /**
     * Makes it.
     *
     * @param message its place in the list
     * @param cosines of it and each sample, shape [samples], to do with as is liked
     */
    T of(int message, double[] cosines);
  }

  /**
   * Makes something of the cosines of each message, in their order.
   *
   * @param messages unit vectors, shape [messages][dimension]
   */
  <T> List<T> each(List<float[]> messages, Use<T> use) {
    List<T> all = new ArrayList<>(messages.size());
    for (int from = 0; from < messages.size(); from += MESSAGES) {
      int to = Math.min(messages.size(), from + MESSAGES);
      float[][] some = MatrixProduct.filledUp(messages.subList(from, to).toArray(float[][]::new));
      float[][] products = new float[some.length][components[0].length];
      MatrixProduct.add(
          some, components, new Range(0, components.length), new Range(0, samples), products);
      for (int message = from; message < to; message++) {
        all.add(use.of(message, cosines(products[message - from])));
      }
    }
    return all;
  }

  private double[] cosines(float[] products) {
    double[] cosines = new double[samples];
    for (int i = 0; i < samples; i++) {
      cosines[i] = Math.clamp(products[i], -1.0, 1.0);
    }
    return cosines;
  }
}
