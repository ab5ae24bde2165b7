package io.railgate.rails.matching;

import io.railgate.embeddings.Embedding;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Rail;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the rails that a message is near to. A rail matches when its nearest example has at least
 * the cosine {@link #threshold}. Deterministic; safe for many threads.
 */
public final class Matcher implements AutoCloseable {

  /** Changes whenever the same vectors can match otherwise than before. */
  public static final String VERSION = "nearest-example-1";

  private final RailIndex index;
  private final List<Indexed> examples;
  private final int searched;
  private final double threshold;

  /**
   * Indexes the rails' examples.
   *
   * @param vectors those of all examples, rail by rail in the order given
   * @param threshold least cosine of a match, in (0, 1]
   */
  public Matcher(List<Rail> rails, List<Embedding> vectors, double threshold) {
    this.examples = flatten(rails);
    if (examples.size() != vectors.size()) {
      throw new IllegalArgumentException(
          examples.size() + " examples, but " + vectors.size() + " vectors");
    }
    this.index = new RailIndex(vectors);
    this.threshold = threshold;
    // One more than any rail has: so a second rail, if there is one, is always among them.
    this.searched = 1 + rails.stream().mapToInt(r -> r.examples().size()).max().orElseThrow();
  }

  public double threshold() {
    return threshold;
  }

  /** The nearest examples, nearest first, of at least two rails if there are two. */
  public List<Candidate> nearest(Embedding message) {
    return index.nearest(message, searched).stream().map(this::candidate).toList();
  }

  /** Whether a rail with this nearest example matches. */
  public boolean matches(Candidate candidate) {
    return candidate.similarity() >= threshold;
  }

  @Override
  public void close() {
    index.close();
  }

  private Candidate candidate(RailIndex.Neighbour neighbour) {
    Indexed indexed = examples.get(neighbour.ordinal());
    return new Candidate(indexed.rail, indexed.example, neighbour.cosine());
  }

  private static List<Indexed> flatten(List<Rail> rails) {
    List<Indexed> all = new ArrayList<>();
    for (Rail rail : rails) {
      rail.examples().forEach(example -> all.add(new Indexed(rail, example)));
    }
    return List.copyOf(all);
  }

  private record Indexed(Rail rail, Example example) {}
}
