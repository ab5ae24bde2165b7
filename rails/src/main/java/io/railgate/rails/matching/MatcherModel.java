package io.railgate.rails.matching;

import io.railgate.embeddings.Embedding;
import io.railgate.rails.matching.Matcher.Entry;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is fitted to a rail set: its head and its calibration. Immutable; safe for many threads.
 *
 * @param background what confidence the background prompts reach
 */
record MatcherModel(
    Samples fitted, SoftmaxHead head, Calibration calibration, Threshold background) {

  /**
   * Below this, what is accepted is too often wrong. Less than even odds do: half of what does not
   * belong is as near to the set as can be in the calibration, and hardly anywhere else. Chosen by
   * examples/bicycles and its held-back messages.
   */
  private static final double LIKELY = 0.4;

  /** The rate for which {@link #LIKELY} holds; who states half of it asks for twice the odds. */
  private static final double USUAL_RATE = 0.05;

  private static final int ITERATIONS = 60;

  /** Most samples times rails times iterations of a fit: some ten seconds on one core. */
  private static final long MOST_WORK = 200_000_000;

  /**
   * Fits.
   *
   * @param entries those of rails first, then the lines under {@code never}
   * @param index of the entries, in their order
   * @param margin least lead of a match
   */
  static MatcherModel fit(
      List<Rail> rails,
      List<Entry> entries,
      List<Embedding> background,
      RailIndex index,
      double margin) {
    List<Entry> own = entries.stream().filter(entry -> entry.rail() != Entry.NEVER).toList();
    List<Entry> never = entries.subList(own.size(), entries.size());
    Samples samples = samples(rails.size(), own);
    int iterations =
        (int)
            Math.min(
                ITERATIONS,
                MOST_WORK / ((long) (samples.size() + background.size()) * rails.size()));
    float[][] strangers = background.stream().map(Embedding::toArray).toArray(float[][]::new);
    SoftmaxHead head = SoftmaxHead.fit(samples, strangers, 1, iterations);
    boolean[] start = candidates(rails, Optional.empty());
    CrossFit.Seen seen =
        new CrossFit(samples, turns(own), candidates(rails), start, background, index, iterations)
            .observe();
    List<Observation> far =
        seen.background().isEmpty()
            ? strangers(background, samples, head, index, start)
            : seen.background();
    List<Observation> close =
        strangers(never.stream().map(Entry::vector).toList(), samples, head, index, start);
    Calibration calibration = Calibration.fit(seen.own(), far, close);
    double[] reached =
        far.stream().mapToDouble(each -> calibration.confidence(each, margin)).toArray();
    return new MatcherModel(samples, head, calibration, new Threshold(reached));
  }

  /** How many entries are of rails. */
  int samples() {
    return fitted.size();
  }

  /** How a message stands to the rails; {@code cosines} of it and each entry. */
  Standing standing(Embedding message, double[] cosines) {
    return standing(message, fitted, head, cosines);
  }

  /**
   * The least confidence that the stated share of the background prompts reaches. In a set from
   * which they lie far, that is next to nothing; then it is what is {@link #LIKELY} at that rate.
   *
   * @param rate in (0, 0.5]
   */
  double accept(double rate) {
    double odds = LIKELY / (1 - LIKELY) * USUAL_RATE / rate;
    return Math.max(background.at(rate), odds / (1 + odds));
  }

  private static Standing standing(
      Embedding message, Samples samples, SoftmaxHead head, double[] cosines) {
    return Standing.of(head.logits(message.toArray()), cosines, samples);
  }

  private static List<Observation> strangers(
      List<Embedding> messages,
      Samples samples,
      SoftmaxHead head,
      RailIndex index,
      boolean[] start) {
    return messages.stream()
        .map(each -> standing(each, samples, head, index.cosines(each)))
        .map(
            standing ->
                IntStream.range(0, start.length)
                    .filter(rail -> start[rail] && standing.has(rail))
                    .mapToObj(standing::signals)
                    .toList())
        .map(rails -> new Observation(rails, false, 1))
        .toList();
  }

  /** Entries of one example share its weight. */
  private static Samples samples(int rails, List<Entry> own) {
    Map<Example, Integer> counts = new HashMap<>();
    own.forEach(entry -> counts.merge(entry.example(), 1, Integer::sum));
    float[][] vectors = own.stream().map(entry -> entry.vector().toArray()).toArray(float[][]::new);
    float[] weights = new float[own.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 1f / counts.getOrDefault(own.get(i).example(), 1);
    }
    return new Samples(vectors, own.stream().mapToInt(Entry::rail).toArray(), weights, rails);
  }

  /** The number of each entry's example within its rail; -1 for the about lines. */
  private static int[] turns(List<Entry> own) {
    Map<Integer, Map<Example, Integer>> seen = new HashMap<>();
    int[] turns = new int[own.size()];
    for (int i = 0; i < turns.length; i++) {
      Entry entry = own.get(i);
      Map<Example, Integer> ofRail = seen.computeIfAbsent(entry.rail(), rail -> new HashMap<>());
      turns[i] = entry.about() ? -1 : ofRail.computeIfAbsent(entry.example(), e -> ofRail.size());
    }
    return turns;
  }

  /** For each rail those that can match where it can: at the start, or after some rail. */
  private static boolean[][] candidates(List<Rail> rails) {
    Map<Optional<RailId>, boolean[]> byPlace = new HashMap<>();
    boolean[][] candidates = new boolean[rails.size()][];
    for (int number = 0; number < candidates.length; number++) {
      Optional<RailId> place = place(rails.get(number), rails);
      candidates[number] = byPlace.computeIfAbsent(place, where -> candidates(rails, where));
    }
    return candidates;
  }

  private static boolean[] candidates(List<Rail> rails, Optional<RailId> place) {
    boolean[] candidates = new boolean[rails.size()];
    for (int number = 0; number < candidates.length; number++) {
      candidates[number] = rails.get(number).caseAfter(place).isPresent();
    }
    return candidates;
  }

  private static Optional<RailId> place(Rail rail, List<Rail> rails) {
    if (rail.caseAfter(Optional.empty()).isPresent()) {
      return Optional.empty();
    }
    return rails.stream()
        .map(Rail::id)
        .filter(before -> rail.caseAfter(Optional.of(before)).isPresent())
        .findFirst();
  }
}
