package io.railgate.examples.benchmarks.load;

import io.railgate.examples.benchmarks.load.SystemUnderLoad.Kind;
import io.railgate.rails.set.RailSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A whole run: starts all parts, measures, and ends them. */
final class LoadBenchmark {

  private final Scene.Place place;
  private final RailSet set;
  private final Plan plan;
  private final long seed;
  private final Consumer<String> progress;

  LoadBenchmark(Scene.Place place, RailSet set, Plan plan, long seed, Consumer<String> progress) {
    this.place = place;
    this.set = set;
    this.plan = plan;
    this.seed = seed;
    this.progress = progress;
  }

  Results run() throws IOException, InterruptedException {
    Machine machine = Machine.here(place.home());
    progress.accept("starting the parts");
    try (Client client = new Client();
        Scene scene = new Scene(place, set, seed, client)) {
      List<Double> readySeconds = readySeconds(scene);
      Comparison comparison = new Comparison(scene, plan, progress);
      comparison.warmUp();
      List<Row> rows = comparison.run();
      Streaming streaming = new Streaming(scene, plan, client);
      List<Streaming.First> first = streaming.first(progress);
      List<Streaming.Pace> pace = streaming.pace(progress);
      Overload overload = Overload.measure(scene, plan, client, capacity(rows), progress);
      Memory memory = Memory.measure(scene, plan, progress);
      return new Results(
          machine,
          set.settings().name(),
          place.measured().toString(),
          place.load().toString(),
          place.sockets().toString(),
          plan,
          seed,
          scene.tokens(),
          scene.actions(),
          readySeconds,
          rows,
          first,
          pace,
          overload,
          memory);
    }
  }

  /** The parts that stand by have left the vectors on disk. */
  private List<Double> readySeconds(Scene scene) throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int start = 1; start <= plan.starts(); start++) {
      progress.accept("start " + start + " of " + plan.starts());
      try (Proxy proxy = scene.started("railgate-start")) {
        seconds.add(proxy.toReady().toMillis() / 1e3);
      }
    }
    return seconds;
  }

  private double capacity(List<Row> rows) throws IOException {
    double most =
        rows.stream()
            .filter(row -> row.kind() == Kind.NEW)
            .mapToDouble(Row::perSecond)
            .filter(perSecond -> !Double.isNaN(perSecond))
            .reduce(Double.NaN, (earlier, later) -> later);
    if (Double.isNaN(most)) {
      throw new IOException(
          "every window with new prompts is void: there is no capacity to exceed");
    }
    return most;
  }
}
