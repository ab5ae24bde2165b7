package io.railgate.rails.matching;

import io.railgate.embeddings.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sees a set's own examples as if they were new: each fold is fitted without a part of the examples
 * and without a part of the rails, and of the background. An example that was left out while its
 * rail stayed is a message that belongs; one whose rail was left out too is a stranger, as near to
 * the set as a stranger can be; a prompt of the background is one as far. Deterministic.
 */
final class CrossFit {

  /** With fewer rails none is left out. */
  private static final int FEWEST_RAILS = 3;

  /** Most examples that are looked at, half of them as strangers; fewer in large sets. */
  private static final int MOST_OBSERVED = 6_000;

  private static final int FEWEST_OBSERVED = 400;

  /** Most cosines that are computed for it, unless that would be for the fewest. */
  private static final int MOST_COSINES = 30_000_000;

  /** So many of the rails nearest to the one that is meant share with it. */
  private static final int RIVALS = 32;

  private static final Comparator<Signals> BEST_FIRST =
      Comparator.comparingDouble((Signals signals) -> signals.score(8)).reversed();

  private static final int FOLDS = 5;

  /** From so many samples on, three folds do: the examples that are left out are hardly missed. */
  private static final int MANY_SAMPLES = 3_000;

  private static final int FOLDS_OF_MANY = 3;

  private static final int ITERATIONS = 10;

  /** Of the background, a fold is fitted to every third prompt, which counts as three. */
  private static final int STRIDE = 3;

  private final Samples samples;
  private final Cosines cosines;
  private final int[] turn;
  private final boolean[][] candidates;
  private final boolean[] start;
  private final List<Embedding> background;
  private final int folds;
  private final int iterations;

  CrossFit(FitData data) {
    this.samples = data.samples();
    this.cosines = Cosines.to(samples.vectors);
    this.turn = data.turns();
    this.candidates = data.candidates();
    this.start = data.start();
    this.background = data.background();
    this.folds = samples.size() < MANY_SAMPLES ? FOLDS : FOLDS_OF_MANY;
    this.iterations = Math.min(data.iterations(), ITERATIONS);
  }

  /**
   * What is seen.
   *
   * @param own the set's examples, fold by fold
   * @param background the prompts of the background
   */
  record Seen(List<Observation> own, List<Observation> background) {

    private static Seen all(List<Seen> folds) {
      return new Seen(
          folds.stream().flatMap(fold -> fold.own.stream()).toList(),
          folds.stream().flatMap(fold -> fold.background.stream()).toList());
    }
  }

  /** Observes, on the cores there are. */
  Seen observe() {
    return Seen.all(IntStream.range(0, folds).parallel().mapToObj(this::fold).toList());
  }

  private Seen fold(int fold) {
    boolean[] kept = new boolean[samples.size()];
    boolean any = false;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = !leavesOut(fold, samples.rail[i]) && (turn[i] < 0 || turn[i] % folds != fold);
      any |= kept[i];
    }
    if (!any) {
      return new Seen(List.of(), List.of());
    }
    Samples rest = samples.only(i -> kept[i]);
    boolean[] present = rest.present();
    float[][] strangers =
        IntStream.range(0, background.size())
            .filter(i -> i % folds != fold && i / folds % STRIDE == 0)
            .mapToObj(i -> background.get(i).toArray())
            .toArray(float[][]::new);
    SoftmaxHead head = SoftmaxHead.fit(rest, strangers, STRIDE, iterations);
    int[] observed =
        IntStream.range(0, kept.length).filter(i -> !kept[i] && turn[i] >= 0).toArray();
    int most = Math.clamp(MOST_COSINES / kept.length, FEWEST_OBSERVED, MOST_OBSERVED) / folds;
    int stride = (observed.length - 1) / most + 1;
    int[] own = IntStream.range(0, observed.length).filter(i -> i % stride == 0).toArray();
    List<Embedding> far =
        IntStream.range(0, background.size())
            .filter(i -> i % folds == fold)
            .mapToObj(background::get)
            .toList();
    Fold fitted = new Fold(head, kept, present);
    return new Seen(
        cosines.each(
            IntStream.of(own).mapToObj(i -> samples.vectors[observed[i]]).toList(),
            (i, near) -> example(observed[own[i]], near, fitted)),
        cosines.each(
            far.stream().map(Embedding::toArray).toList(),
            (i, near) -> stranger(far.get(i), near, fitted)));
  }

  /** What was fitted to the samples that were kept, and which rails have one. */
  private static final class Fold {
    final SoftmaxHead head;
    final boolean[] kept;
    final boolean[] present;

    Fold(SoftmaxHead head, boolean[] kept, boolean[] present) {
      this.head = head;
      this.kept = kept;
      this.present = present;
    }
  }

  /** Rails are dealt out by number, so that neighbours in a file are in different folds. */
  private boolean leavesOut(int fold, int rail) {
    return samples.rails >= FEWEST_RAILS && rail % folds == fold;
  }

  /** No example is left out: none of them is meant. */
  private Observation stranger(Embedding prompt, double[] near, Fold fold) {
    Standing standing = Standing.of(fold.head.logits(prompt.toArray()), near, samples);
    return new Observation(
        IntStream.range(0, samples.rails)
            .filter(rail -> start[rail] && fold.present[rail])
            .mapToObj(standing::signals)
            .toList(),
        false,
        1);
  }

  private Observation example(int i, double[] near, Fold fold) {
    int own = samples.rail[i];
    for (int other = 0; other < near.length; other++) {
      near[other] = fold.kept[other] ? near[other] : Double.NaN;
    }
    Standing standing = Standing.of(fold.head.logits(samples.vectors[i]), near, samples);
    List<Signals> rails = new ArrayList<>();
    if (fold.present[own]) {
      rails.add(standing.signals(own));
    }
    IntStream.range(0, samples.rails)
        .filter(rail -> rail != own && fold.present[rail] && candidates[own][rail])
        .mapToObj(standing::signals)
        .sorted(BEST_FIRST)
        .limit(RIVALS)
        .forEach(rails::add);
    return new Observation(List.copyOf(rails), fold.present[own], samples.weight[i]);
  }
}
