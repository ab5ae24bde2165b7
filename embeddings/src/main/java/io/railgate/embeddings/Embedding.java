package io.railgate.embeddings;

import java.util.Arrays;

/**
 * A unit vector in the space of one encoder. Immutable; its Euclidean length is 1 within float
 * rounding, by construction, so that the dot product of two embeddings is their cosine.
 */
public final class Embedding {

  /** How far the length may be from 1: float rounding changes it by less than 1e-7. */
  private static final double ROUNDING = 1e-6;

  private final float[] values;

  private Embedding(float[] values) {
    this.values = values;
  }

  /**
   * Scales {@code raw} to length 1.
   *
   * @throws InferenceFailed if a component is not finite or the vector has no direction
   */
  public static Embedding ofDirection(float[] raw) {
    double length = length(raw);
    if (!Double.isFinite(length) || length == 0) {
      throw new InferenceFailed("the encoder returned a vector of length " + length);
    }
    float[] unit = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      unit[i] = (float) (raw[i] / length);
    }
    return new Embedding(unit);
  }

  /**
   * The embedding that {@link #toArray} gave {@code unit}, bit for bit: nothing is scaled.
   *
   * @throws IllegalArgumentException if its length is not 1 within float rounding
   */
  static Embedding ofUnit(float[] unit) {
    double length = length(unit);
    if (!(Math.abs(length - 1) <= ROUNDING)) {
      throw new IllegalArgumentException("length: found " + length + ", expected 1");
    }
    return new Embedding(unit.clone());
  }

  public int dimension() {
    return values.length;
  }

  /**
   * The cosine of the angle to {@code other}, in [-1, 1].
   *
   * @throws IllegalArgumentException if the dimensions differ
   */
  public double cosine(Embedding other) {
    if (other.values.length != values.length) {
      throw new IllegalArgumentException(
          "embeddings of different dimension: " + values.length + " and " + other.values.length);
    }
    double dot = 0;
    for (int i = 0; i < values.length; i++) {
      dot += (double) values[i] * other.values[i];
    }
    return Math.clamp(dot, -1.0, 1.0);
  }

  /** A copy of the components, shape [dimension]. */
  public float[] toArray() {
    return values.clone();
  }

  /** Euclidean; not finite if a component is not. */
  private static double length(float[] vector) {
    double squares = 0;
    for (float component : vector) {
      squares += (double) component * component;
    }
    return Math.sqrt(squares);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedding that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Embedding[" + values.length + "]";
  }
}
