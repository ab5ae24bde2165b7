package io.railgate.examples.benchmarks.load;

import io.railgate.examples.benchmarks.load.OpenLoop.Outcome;
import io.railgate.examples.benchmarks.load.SystemUnderLoad.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * New prompts at set times: as many as the proxy can take, and three times as many.
 *
 * @param capacity requests a second, as the closed loop with most connections found it
 */
record Overload(double capacity, List<Outcome> atCapacity, List<Outcome> over) {

  static final int TIMES = 3;

  /** What is measured is a load that lasts: in its first second what waits builds up. */
  static final int LEAD_SECONDS = 1;

  private static final int LEAST_REQUESTS = 20;

  Overload {
    atCapacity = List.copyOf(atCapacity);
    over = List.copyOf(over);
  }

  /** Measures it; the two rates take turns. */
  static Overload measure(
      Scene scene, Plan plan, Client client, double capacity, Consumer<String> progress)
      throws InterruptedException {
    URI url = scene.system(Kind.NEW).orElseThrow().url().orElseThrow();
    OpenLoop loop = new OpenLoop(client, url);
    List<Outcome> atCapacity = new ArrayList<>();
    List<Outcome> over = new ArrayList<>();
    run(loop, scene, plan, capacity); // connections are opened
    for (int window = 1; window <= plan.windows(); window++) {
      progress.accept("overload: window " + window + " of " + plan.windows());
      atCapacity.add(run(loop, scene, plan, capacity));
      over.add(run(loop, scene, plan, TIMES * capacity));
    }
    return new Overload(capacity, atCapacity, over);
  }

  /** The ratio of the medians of what 99 of 100 admitted requests took no longer than. */
  double ratio() {
    return p99Millis(over) / p99Millis(atCapacity);
  }

  static double p99Millis(List<Outcome> outcomes) {
    return Medians.of(valid(outcomes), Outcome::p99Millis);
  }

  static List<Outcome> valid(List<Outcome> outcomes) {
    return outcomes.stream().filter(outcome -> !outcome.isVoid()).toList();
  }

  private static Outcome run(OpenLoop loop, Scene scene, Plan plan, double perSecond)
      throws InterruptedException {
    int lead = (int) (perSecond * LEAD_SECONDS);
    int requests = Math.max(LEAST_REQUESTS, (int) (perSecond * plan.seconds()));
    return loop.run(scene.fresh(lead + requests), lead, perSecond);
  }
}
