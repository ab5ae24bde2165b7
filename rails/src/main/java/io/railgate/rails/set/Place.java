package io.railgate.rails.set;

import java.util.Comparator;

/**
 * Where something stands in a rail set.
 *
 * @param file path as the author would type it
 * @param line from 1; 0 for the file as a whole
 * @param column in characters, from 1; 0 for the file as a whole
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

  private static final Comparator<Place> IN_READING_ORDER =
      Comparator.comparing(Place::file)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column);

  /** The file, or folder, as a whole. */
  public static Place of(String file) {
    return new Place(file, 0, 0);
  }

  @Override
  public int compareTo(Place other) {
    return IN_READING_ORDER.compare(this, other);
  }

  /** {@code file:line:column}, or {@code file}. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
