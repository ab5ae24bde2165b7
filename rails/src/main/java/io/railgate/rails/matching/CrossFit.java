package io.railgate.rails.matching;

import io.railgate.embeddings.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final int[] turn;
  private final boolean[][] candidates;
  private final boolean[] start;
  private final List<Embedding> background;
  private final RailIndex index;
  private final int folds;
  private final int iterations;

  /**
   * Prepares.
   *
   * @param index of the samples, in their order; it may hold more
   */
  CrossFit(FitData data, RailIndex index) {
    this.samples = data.samples();
    this.turn = data.turns();
    this.candidates = data.candidates();
    this.start = data.start();
    this.background = data.background();
    this.index = index;
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
    List<Observation> own = new ArrayList<>();
    for (int place = 0; place < observed.length; place += stride) {
      own.add(observation(observed[place], head, kept, present));
    }
    List<Observation> far =
        IntStream.range(0, background.size())
            .filter(i -> i % folds == fold)
            .mapToObj(i -> stranger(background.get(i), head, present))
            .toList();
    return new Seen(own, far);
  }

  /** No example is left out: none of them is meant. */
  private Observation stranger(Embedding prompt, SoftmaxHead head, boolean[] present) {
    Standing standing = Standing.of(head.logits(prompt.toArray()), index.cosines(prompt), samples);
    return new Observation(
        IntStream.range(0, samples.rails)
            .filter(rail -> start[rail] && present[rail])
            .mapToObj(standing::signals)
            .toList(),
        false,
        1);
  }

  /** Rails are dealt out by number, so that neighbours in a file are in different folds. */
  private boolean leavesOut(int fold, int rail) {
    return samples.rails >= FEWEST_RAILS && rail % folds == fold;
  }

  private Observation observation(int i, SoftmaxHead head, boolean[] kept, boolean[] present) {
    int own = samples.rail[i];
    double[] cosines = Arrays.copyOf(index.cosines(samples.vectors[i]), kept.length);
    for (int other = 0; other < kept.length; other++) {
      cosines[other] = kept[other] ? cosines[other] : Double.NaN;
    }
    Standing standing = Standing.of(head.logits(samples.vectors[i]), cosines, samples);
    List<Signals> rails = new ArrayList<>();
    if (present[own]) {
      rails.add(standing.signals(own));
    }
    IntStream.range(0, samples.rails)
        .filter(rail -> rail != own && present[rail] && candidates[own][rail])
        .mapToObj(standing::signals)
        .sorted(BEST_FIRST)
        .limit(RIVALS)
        .forEach(rails::add);
    return new Observation(List.copyOf(rails), present[own], samples.weight[i]);
  }
}
