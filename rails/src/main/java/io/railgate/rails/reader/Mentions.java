package io.railgate.rails.reader;

import io.railgate.rails.set.Place;
import io.railgate.rails.set.Previous;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rails of a set, also those with a problem, say that only the whole set can be checked
 * for.
 */
final class Mentions {

  /** Largest size of a set's patterns together; compiled, each takes some 0.4 kB of heap. */
  static final long MAX_PATTERNS = 200_000;

  private long patterns;
  private final List<Previous> previous = new ArrayList<>();
  private final List<Opening> openings = new ArrayList<>();
  private final List<Text> groups = new ArrayList<>();

  /**
   * What lets the user's own words through.
   *
   * @param what in words: {@code rail service.talk passes the user's text on}
   */
  record Opening(Place place, String what) {}

  void add(Previous mentioned) {
    previous.add(mentioned);
  }

  void addOpening(Place place, String what) {
    openings.add(new Opening(place, what));
  }

  /**
   * Counts a pattern.
   *
   * @param size as {@link PatternSize} estimates it
   * @return whether the patterns of the set are not too large together
   */
  boolean addPattern(long size) {
    patterns += size;
    return patterns <= MAX_PATTERNS;
  }

  /** Adds a group that a client's key names. */
  void addGroup(Text name) {
    groups.add(name);
  }

  /** The groups that clients' keys name. */
  List<Text> groups() {
    return groups;
  }

  /** All that stands under {@code after}. */
  List<Previous> previous() {
    return previous;
  }

  List<Opening> openings() {
    return openings;
  }
}
