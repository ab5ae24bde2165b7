package io.railgate.rails.matching;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.StoredResults;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.MatchingSettings;
import io.railgate.rails.set.MatchingSettings.Acceptance;
import io.railgate.rails.set.Rail;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Ranks the rails for a message. A linear head, fitted on the set's examples, and the nearest
 * examples score each rail; the scores share out, by a softmax, the probability that the message
 * belongs to the set at all, which is calibrated on the set's own examples, seen as new, and on
 * background prompts. The lines under {@code never} take part in the sharing. A message that is an
 * example is surely meant for the rails that hold it, which share it alike. Deterministic; safe for
 * many threads.
 */
public final class Matcher implements AutoCloseable {

  /** Changes whenever the same vectors can match otherwise than before. */
  public static final String VERSION = "head-and-neighbours-3";

  /** How many rails and how many examples a ranking holds. */
  private static final int SHOWN = 8;

  /** From this cosine on a message is the example itself: the rest is rounding. */
  private static final double SAME = 1 - 1e-5;

  private final MatcherModel model;
  private final RailIndex index;
  private final List<Entry> entries;
  private final List<Rail> rails;
  private final MatchingSettings settings;
  private final double accept;

  /**
   * A text of a rail, and its vector.
   *
   * @param rail the number of its rail; {@link #NEVER} for a line under {@code never}
   * @param example what it stands for; several entries can be of one example, with other values of
   *     its slots
   * @param about whether it is the rail's {@code about} line, which counts as one more example
   */
  public record Entry(int rail, Example example, Embedding vector, boolean about) {

    /** In place of a rail's number. */
    public static final int NEVER = -1;

    /** An example, or a line under {@code never}. */
    public static Entry of(int rail, Example example, Embedding vector) {
      return new Entry(rail, example, vector, false);
    }
  }

  /**
   * Indexes examples and fits to them, unless a fit to the same is held; blocks while it computes,
   * from some milliseconds for a few examples to some seconds for ten thousand.
   *
   * @param rails what the entries count by
   * @param entries at least one of each rail
   * @param background vectors of {@link Background#prompts}, at least one
   * @param fits where fits are held; the matcher is the same whatever they hold
   */
  public Matcher(
      List<Rail> rails,
      List<Entry> entries,
      List<Embedding> background,
      MatchingSettings settings,
      StoredResults fits) {
    this.rails = List.copyOf(rails);
    this.entries = entries.stream().sorted(Comparator.comparing(Matcher::isNever)).toList();
    this.settings = settings;
    this.index = new RailIndex(this.entries.stream().map(Entry::vector).toList());
    this.model =
        StoredModels.in(fits)
            .get(FitData.of(this.rails, this.entries, background, settings.margin()), index);
    this.accept =
        switch (settings.acceptance()) {
          case Acceptance.Confidence(double least) -> least;
          case Acceptance.FalseAccepts(double rate) -> model.accept(rate);
        };
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
    return settings.margin();
  }

  /** All that a matcher of this set is made by beside the set and the encoder, for a digest. */
  public String rule() {
    return String.join("\n", VERSION, Background.text(), settings.toString());
  }

  /** Whether the best rail is sure enough, and far enough ahead. */
  public boolean decides(Ranking ranking) {
    return ranking.best().filter(best -> best.confidence() >= accept(best.rail())).isPresent()
        && leads(ranking);
  }

  /**
   * Ranks the rails.
   *
   * @param candidates which rails can match here
   */
  public Ranking rank(Embedding message, Predicate<Rail> candidates) {
    double[] cosines = index.cosines(message);
    Standing standing = model.standing(message, cosines);
    int[] competing =
        IntStream.range(0, rails.size())
            .filter(rail -> standing.has(rail) && candidates.test(rails.get(rail)))
            .toArray();
    if (competing.length == 0) {
      return new Ranking(List.of(), List.of(), nearestNever(cosines).map(this::example), 0);
    }
    return ranking(standing, cosines, competing);
  }

  /** How close each entry is to {@code message}: cosines in the order of {@link #entries}. */
  public double[] cosines(Embedding message) {
    return index.cosines(message);
  }

  /**
   * Confidence that a message belongs here if its nearest example were that near, in (0, 1).
   *
   * @param nearest a cosine
   */
  public double alone(Embedding message, double nearest) {
    Standing standing = model.standing(message, index.cosines(message));
    double most = Arrays.stream(standing.logits).max().orElseThrow();
    return model.calibration().belonging().of(new Signals(most, 0, nearest));
  }

  /** What is indexed: rails' entries in the order given, then the lines under {@code never}. */
  public List<Entry> entries() {
    return entries;
  }

  @Override
  public void close() {
    index.close();
  }

  private boolean leads(Ranking ranking) {
    return ranking.best().isPresent()
        && ranking.margin() >= settings.margin()
        && ranking.margin() > 0;
  }

  private Ranking ranking(Standing standing, double[] cosines, int[] competing) {
    double[] scores = new double[rails.size()];
    for (int rail : competing) {
      scores[rail] = standing.signals(rail).score(model.calibration().sharing().neighbours());
    }
    Optional<Integer> never = nearestNever(cosines);
    Shares shares =
        isSame(standing, cosines, competing, never)
            ? same(standing, cosines, competing, never)
            : shares(standing, cosines, competing, scores, never);
    List<RailScore> shown =
        Arrays.stream(competing)
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer rail) -> shares.rails[rail])
                    .thenComparingDouble(rail -> scores[rail])
                    .reversed())
            .limit(SHOWN)
            .map(rail -> score(standing, rail, shares))
            .toList();
    return new Ranking(
        shown, nearestCandidates(cosines, competing), never.map(this::example), shares.never);
  }

  /** Confidences. */
  private static final class Shares {

    /** Shape [rails]. */
    final double[] rails;

    final double never;

    /** Whether the message is an example, or a line under {@code never}. */
    final boolean same;

    Shares(double[] rails, double never, boolean same) {
      this.rails = rails;
      this.never = never;
      this.same = same;
    }
  }

  private RailScore score(Standing standing, int rail, Shares shares) {
    return new RailScore(
        candidate(standing.nearest[rail], standing.nearestCosine[rail]),
        shares.same && shares.rails[rail] > 0
            ? 1
            : model.calibration().belonging().of(standing.signals(rail)),
        shares.rails[rail]);
  }

  private static boolean isSame(
      Standing standing, double[] cosines, int[] competing, Optional<Integer> never) {
    return never.filter(line -> cosines[line] >= SAME).isPresent()
        || Arrays.stream(competing).anyMatch(rail -> standing.nearestCosine[rail] >= SAME);
  }

  /** The message is an example: those that hold it share it alike. */
  private Shares same(
      Standing standing, double[] cosines, int[] competing, Optional<Integer> never) {
    boolean neverHolds = never.filter(line -> cosines[line] >= SAME).isPresent();
    int[] holding =
        Arrays.stream(competing).filter(rail -> standing.nearestCosine[rail] >= SAME).toArray();
    double share = 1.0 / (holding.length + (neverHolds ? 1 : 0));
    double[] shares = new double[rails.size()];
    for (int rail : holding) {
      shares[rail] = share;
    }
    return new Shares(shares, neverHolds ? share : 0, true);
  }

  private Shares shares(
      Standing standing,
      double[] cosines,
      int[] competing,
      double[] scores,
      Optional<Integer> never) {
    Calibration calibration = model.calibration();
    Sharing sharing = calibration.sharing();
    int best = competing[0];
    for (int rail : competing) {
      best = scores[rail] > scores[best] ? rail : best;
    }
    double[] shares = new double[rails.size()];
    double neverCosine = never.map(line -> cosines[line]).orElse(-1.0);
    double neverShare =
        never.isEmpty()
            ? 0
            : sharing.weight(calibration.neverLead(neverCosine - standing.nearestCosine[best]), 0);
    double total = neverShare;
    for (int rail : competing) {
      shares[rail] = sharing.weight(scores[rail], scores[best]);
      total += shares[rail];
    }
    double belongs = calibration.belonging().of(standing.signals(best));
    for (int rail : competing) {
      shares[rail] *= belongs / total;
    }
    double neverBelongs =
        calibration.belonging().of(new Signals(standing.logits[best], 0, neverCosine));
    return new Shares(shares, neverBelongs * neverShare / total, false);
  }

  private Candidate candidate(int entry, double cosine) {
    Entry found = entries.get(entry);
    return new Candidate(rails.get(found.rail), found.example, cosine);
  }

  private Example example(int entry) {
    return entries.get(entry).example;
  }

  private Optional<Integer> nearestNever(double[] cosines) {
    return IntStream.range(model.samples(), cosines.length)
        .boxed()
        .max(
            Comparator.comparingDouble((Integer line) -> cosines[line])
                .thenComparing(Comparator.reverseOrder()));
  }

  /** The nearest examples of the rails that can match; of equals the first in the set. */
  private List<Candidate> nearestCandidates(double[] cosines, int[] competing) {
    boolean[] competes = new boolean[rails.size()];
    for (int rail : competing) {
      competes[rail] = true;
    }
    Comparator<Integer> farthestFirst =
        Comparator.comparingDouble((Integer entry) -> cosines[entry])
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> nearest = new PriorityQueue<>(farthestFirst);
    for (int entry = 0; entry < model.samples(); entry++) {
      if (competes[entries.get(entry).rail]
          && (nearest.size() < SHOWN || cosines[entry] > cosines[nearest.element()])) {
        nearest.add(entry);
        if (nearest.size() > SHOWN) {
          nearest.remove();
        }
      }
    }
    return nearest.stream()
        .sorted(farthestFirst.reversed())
        .map(entry -> candidate(entry, cosines[entry]))
        .toList();
  }

  private static boolean isNever(Entry entry) {
    return entry.rail == Entry.NEVER;
  }
}
