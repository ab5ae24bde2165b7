package io.railgate.examples.benchmarks.load;

import io.railgate.examples.benchmarks.load.SystemUnderLoad.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Closed loops on all systems, which take turns, window by window. */
final class Comparison {

  /** New prompts come at some two hundred a second, known ones at many thousands. */
  private static final int NEW_LONGER = 3;

  private final Scene scene;
  private final Plan plan;
  private final Consumer<String> progress;

  Comparison(Scene scene, Plan plan, Consumer<String> progress) {
    this.scene = scene;
    this.plan = plan;
    this.progress = progress;
  }

  /** Before anything is measured: JVMs compile, pools fill, known prompts become known. */
  void warmUp() throws IOException, InterruptedException {
    int connections = plan.concurrencies().getLast();
    for (SystemUnderLoad system : scene.systems()) {
      progress.accept("warming up: " + system.kind().title());
      // The fewer the requests, the longer a JVM takes to compile what they need.
      int seconds = system.kind() == Kind.NEW ? NEW_LONGER * plan.warmUp() : plan.warmUp();
      if (system.kind() == Kind.NEW) { // as after a day: it has answered many requests
        window(system, scene.known(), connections, plan.warmUp());
      }
      Path prompts = prompts(system, seconds);
      window(system, prompts, connections, seconds);
      forget(system, prompts);
    }
  }

  List<Row> run() throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int connections : plan.concurrencies()) {
      rows.addAll(run(connections));
    }
    return rows;
  }

  private List<Row> run(int connections) throws IOException, InterruptedException {
    List<Long> before = resident();
    List<List<Window>> windows = new ArrayList<>();
    for (int number = 1; number <= plan.windows(); number++) {
      progress.accept(connections + " at once: window " + number + " of " + plan.windows());
      windows.add(round(connections));
    }
    List<Long> after = resident();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < scene.systems().size(); i++) {
      int system = i;
      rows.add(
          new Row(
              scene.systems().get(i).kind(),
              connections,
              before.get(i),
              after.get(i),
              windows.stream().map(round -> round.get(system)).toList()));
    }
    return rows;
  }

  /** A window of each system, in their order; new prompts are the same for all. */
  private List<Window> round(int connections) throws IOException, InterruptedException {
    List<Window> round = new ArrayList<>();
    Path fresh = scene.freshFor(plan.seconds());
    for (SystemUnderLoad system : scene.systems()) {
      Path prompts = system.fresh() ? fresh : scene.known();
      round.add(window(system, prompts, connections, plan.seconds()));
    }
    Files.delete(fresh);
    return round;
  }

  private Window window(SystemUnderLoad system, Path prompts, int connections, int seconds)
      throws IOException, InterruptedException {
    Usage before = system.part().usage();
    Tally tally;
    if (system.url().isPresent()) {
      tally = scene.wrk().run(system.url().get(), prompts, connections, seconds);
    } else {
      int threads = Math.min(connections, scene.coresMeasured());
      system.part().writeLine(prompts + " " + threads + " " + 1000L * seconds);
      tally = Tally.parse(system.part().readLine());
    }
    if (!prompts.equals(scene.known())) {
      requireEnough(system, prompts, tally);
    }
    return tally.window(system.part().usage().cpuSince(before));
  }

  /** What is asked twice is not new. */
  private static void requireEnough(SystemUnderLoad system, Path prompts, Tally tally)
      throws IOException {
    try (var lines = Files.lines(prompts)) {
      long there = lines.count();
      if (tally.sent() > there) {
        throw new IOException(
            system.kind().title() + ": " + tally.sent() + " texts, of which " + there + " new");
      }
    }
  }

  private Path prompts(SystemUnderLoad system, int seconds) throws IOException {
    return system.fresh() ? scene.freshFor(seconds) : scene.known();
  }

  private static void forget(SystemUnderLoad system, Path prompts) throws IOException {
    if (system.fresh()) {
      Files.delete(prompts);
    }
  }

  /** Bytes of each system, in their order. */
  private List<Long> resident() throws IOException {
    List<Long> bytes = new ArrayList<>();
    for (SystemUnderLoad system : scene.systems()) {
      bytes.add(system.part().usage().residentBytes());
    }
    return bytes;
  }
}
