package io.railgate.rails.matching;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Vectors of examples and the rails that they belong to: what a head is fitted on. The arrays are
 * not written to.
 */
final class Samples {

  /** Shape [samples][dimension]. */
  final float[][] vectors;

  /** The rail of each sample, in [0, {@link #rails}). */
  final int[] rail;

  /** How much each counts, above 0. */
  final float[] weight;

  final int rails;

  Samples(float[][] vectors, int[] rail, float[] weight, int rails) {
    this.vectors = vectors;
    this.rail = rail;
    this.weight = weight;
    this.rails = rails;
  }

  int size() {
    return vectors.length;
  }

  int dimension() {
    return vectors[0].length;
  }

  /** Those that {@code kept} says; the rails keep their numbers. */
  Samples only(IntPredicate kept) {
    int[] chosen = IntStream.range(0, size()).filter(kept).toArray();
    float[][] vectorsKept = Arrays.stream(chosen).mapToObj(i -> vectors[i]).toArray(float[][]::new);
    int[] railKept = Arrays.stream(chosen).map(i -> rail[i]).toArray();
    float[] weightKept = new float[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      weightKept[i] = weight[chosen[i]];
    }
    return new Samples(vectorsKept, railKept, weightKept, rails);
  }

  /** The mean vector of each rail, shape [rails][dimension]; of zeros where it has no sample. */
  double[][] means() {
    double[][] means = new double[rails][dimension()];
    double[] total = new double[rails];
    for (int i = 0; i < size(); i++) {
      total[rail[i]] += weight[i];
      for (int d = 0; d < means[rail[i]].length; d++) {
        means[rail[i]][d] += weight[i] * vectors[i][d];
      }
    }
    for (int r = 0; r < rails; r++) {
      for (int d = 0; d < means[r].length && total[r] > 0; d++) {
        means[r][d] /= total[r];
      }
    }
    return means;
  }

  /** Which rails have a sample. */
  boolean[] present() {
    boolean[] present = new boolean[rails];
    for (int each : rail) {
      present[each] = true;
    }
    return present;
  }
}
