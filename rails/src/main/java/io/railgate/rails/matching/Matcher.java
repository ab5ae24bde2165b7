package io.railgate.rails.matching;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.EncoderModel;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.MatchingSettings;
import io.railgate.rails.set.Rail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Ranks the rails for a message. The nearest example of each rail gives its cosine; a logistic
 * curve makes of it how sure it is that the message belongs here at all, and a softmax shares that
 * among the rails and the {@code never} lines, which stand in it as one more. Deterministic; safe
 * for many threads.
 */
public final class Matcher implements AutoCloseable {

  /** Changes whenever the same vectors can match otherwise than before. */
  public static final String VERSION = "nearest-example-2";

  /** How many rails and how many examples a ranking holds. */
  private static final int SHOWN = 8;

  private static final Comparator<RailScore> SUREST_FIRST =
      Comparator.comparingDouble((RailScore score) -> score.nearest().similarity()).reversed();

  private final RailIndex index;
  private final List<Entry> entries;
  private final List<Rail> rails;
  private final Calibration calibration;
  private final double accept;
  private final double margin;

  /**
   * An example and its vector.
   *
   * @param rail the number of its rail; {@link #NEVER} for a line under {@code never}
   */
  public record Entry(int rail, Example example, Embedding vector) {

    /** In place of a rail's number. */
    public static final int NEVER = -1;
  }

  /**
   * Indexes examples.
   *
   * @param rails what the entries count by
   * @param entries at least one of each rail; an example may have several, with other vectors
   */
  public Matcher(
      List<Rail> rails, List<Entry> entries, EncoderModel model, MatchingSettings settings) {
    this.rails = List.copyOf(rails);
    this.entries = List.copyOf(entries);
    this.index = new RailIndex(entries.stream().map(Entry::vector).toList());
    this.calibration = Calibration.of(model);
    this.accept = calibration.least(settings.acceptance());
    this.margin = settings.margin();
  }

  /** Least confidence of a match where a rail does not say, in (0, 1). */
  public double accept() {
    return accept;
  }

  /** Least confidence of a match with this rail. */
  public double accept(Rail rail) {
    return rail.accept().orElse(accept);
  }

  /** Least lead in confidence of a match. */
  public double margin() {
    return margin;
  }

  /** All that can change a ranking's meaning beside the vectors, for a digest. */
  public String rule() {
    return String.join(" ", VERSION, calibration.toString(), "" + accept, "" + margin);
  }

  /** Whether the best rail is sure enough, and far enough ahead. */
  public boolean decides(Ranking ranking) {
    return ranking.best().filter(best -> best.confidence() >= accept(best.rail())).isPresent()
        && ranking.margin() >= margin
        && ranking.margin() > 0;
  }

  /**
   * Ranks the rails.
   *
   * @param candidates which rails can match here
   */
  public Ranking rank(Embedding message, Predicate<Rail> candidates) {
    return rank(index.cosines(message), candidates);
  }

  /** How close each entry is to {@code message}: cosines in the order of {@link #entries}. */
  public double[] cosines(Embedding message) {
    return index.cosines(message);
  }

  /** Confidence that a message with this nearest example belongs to it, were no other rail near. */
  public double alone(double cosine) {
    return calibration.belongs(cosine);
  }

  /** What is indexed, in the order given. */
  public List<Entry> entries() {
    return entries;
  }

  private Ranking rank(double[] cosines, Predicate<Rail> candidates) {
    int[] nearest = nearestOfEach(cosines);
    int never = nearest[rails.size()];
    double best = never < 0 ? -1 : cosines[never];
    List<Integer> competing = new ArrayList<>();
    for (int rail = 0; rail < rails.size(); rail++) {
      if (nearest[rail] >= 0 && candidates.test(rails.get(rail))) {
        competing.add(nearest[rail]);
        best = Math.max(best, cosines[nearest[rail]]);
      }
    }
    double total = never < 0 ? 0 : calibration.weight(cosines[never], best);
    for (int entry : competing) {
      total += calibration.weight(cosines[entry], best);
    }
    List<RailScore> scores = new ArrayList<>();
    for (int entry : competing) {
      scores.add(score(entry, cosines[entry], calibration.weight(cosines[entry], best) / total));
    }
    scores.sort(SUREST_FIRST);
    return new Ranking(
        scores.subList(0, Math.min(SHOWN, scores.size())),
        nearestCandidates(cosines, candidates),
        never < 0 ? Optional.empty() : Optional.of(entries.get(never).example()),
        never < 0
            ? 0
            : calibration.belongs(cosines[never])
                * calibration.weight(cosines[never], best)
                / total);
  }

  @Override
  public void close() {
    index.close();
  }

  private RailScore score(int entry, double cosine, double share) {
    double alone = calibration.belongs(cosine);
    return new RailScore(candidate(entry, cosine), alone, alone * share);
  }

  private Candidate candidate(int entry, double cosine) {
    Entry found = entries.get(entry);
    return new Candidate(rails.get(found.rail), found.example, cosine);
  }

  /** For each rail its nearest entry, or -1; that of the never lines last. */
  private int[] nearestOfEach(double[] cosines) {
    int[] nearest = new int[rails.size() + 1];
    Arrays.fill(nearest, -1);
    for (int entry = 0; entry < cosines.length; entry++) {
      int rail = entries.get(entry).rail;
      int place = rail == Entry.NEVER ? rails.size() : rail;
      if (nearest[place] < 0 || cosines[entry] > cosines[nearest[place]]) {
        nearest[place] = entry;
      }
    }
    return nearest;
  }

  /** The nearest examples of the rails that can match; of equals the first in the set. */
  private List<Candidate> nearestCandidates(double[] cosines, Predicate<Rail> candidates) {
    PriorityQueue<Integer> nearest =
        new PriorityQueue<>(
            Comparator.comparingDouble((Integer entry) -> cosines[entry])
                .thenComparing(Comparator.reverseOrder()));
    for (int entry = 0; entry < cosines.length; entry++) {
      Entry candidate = entries.get(entry);
      if (candidate.rail != Entry.NEVER
          && (nearest.size() < SHOWN || cosines[entry] > cosines[nearest.element()])
          && candidates.test(rails.get(candidate.rail))) {
        nearest.add(entry);
        if (nearest.size() > SHOWN) {
          nearest.remove();
        }
      }
    }
    List<Integer> sorted = new ArrayList<>(nearest);
    sorted.sort(
        Comparator.comparingDouble((Integer entry) -> cosines[entry])
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    return sorted.stream().map(entry -> candidate(entry, cosines[entry])).toList();
  }
}
