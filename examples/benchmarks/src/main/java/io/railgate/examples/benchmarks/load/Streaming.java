package io.railgate.examples.benchmarks.load;

import io.railgate.examples.benchmarks.load.Client.Answer;
import io.railgate.examples.benchmarks.load.Client.Stream;
import io.railgate.examples.benchmarks.load.SystemUnderLoad.Kind;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Streams: how long until their first event, and whether many at once keep their pace. */
final class Streaming {

  private static final int SHORT = 8;
  private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(5);

  /** In place of those that did not come. */
  private static final Answer NO_ANSWER = new Answer(0, 0, Optional.empty(), false);

  private static final Stream NO_STREAM = new Stream(0, 0, List.of(), false);

  private final Scene scene;
  private final Plan plan;
  private final Client client;
  private final List<String> known;

  Streaming(Scene scene, Plan plan, Client client) throws IOException {
    this.scene = scene;
    this.plan = plan;
    this.client = client;
    this.known = Files.readAllLines(scene.known());
  }

  /**
   * One request after the other, by medians of windows.
   *
   * @param wholeMillis half of the whole answers took no longer
   * @param firstMillis half of the streams had their first event no later
   * @param addedWholeMillis to the same without anything between, in the same round of windows
   * @param addedFirstMillis likewise
   * @param valid windows without a failed request
   */
  record First(
      Kind kind,
      double wholeMillis,
      double firstMillis,
      double addedWholeMillis,
      double addedFirstMillis,
      int valid) {}

  /**
   * Many streams at once, by medians of windows.
   *
   * @param gapP50Millis from an event to the next
   * @param gapMostMillis the longest of a window
   * @param brokenOff streams of all windows that did not come to their end
   */
  record Pace(
      Kind kind, double gapP50Millis, double gapP99Millis, double gapMostMillis, int brokenOff) {}

  private record Times(double whole, double first, boolean failed) {}

  private record Gaps(double p50, double p99, double most, int brokenOff) {}

  List<First> first(Consumer<String> progress) {
    Map<Kind, List<Times>> all = new EnumMap<>(Kind.class);
    progress.accept("first event: warming up");
    for (SystemUnderLoad system : scene.systems()) {
      system.url().ifPresent(this::warmUp);
      system.url().ifPresent(url -> times(system, url));
    }
    for (int window = 1; window <= plan.windows(); window++) {
      progress.accept("first event: window " + window + " of " + plan.windows());
      for (SystemUnderLoad system : scene.systems()) {
        if (system.url().isPresent()) {
          all.computeIfAbsent(system.kind(), kind -> new ArrayList<>())
              .add(times(system, system.url().get()));
        }
      }
    }
    List<Times> direct = Objects.requireNonNull(all.get(Kind.DIRECT));
    List<First> firsts = new ArrayList<>();
    all.forEach((kind, times) -> firsts.add(first(kind, times, direct)));
    return firsts;
  }

  List<Pace> pace(Consumer<String> progress) {
    Map<Kind, List<Gaps>> all = new EnumMap<>(Kind.class);
    for (int window = 1; window <= plan.windows(); window++) {
      progress.accept(
          plan.streams() + " streams at once: window " + window + " of " + plan.windows());
      for (SystemUnderLoad system : scene.systems()) {
        if (system.url().isPresent() && !system.fresh()) {
          all.computeIfAbsent(system.kind(), kind -> new ArrayList<>())
              .add(gaps(system.url().get()));
        }
      }
    }
    List<Pace> paces = new ArrayList<>();
    all.forEach(
        (kind, gaps) ->
            paces.add(
                new Pace(
                    kind,
                    Medians.of(gaps, Gaps::p50),
                    Medians.of(gaps, Gaps::p99),
                    Medians.of(gaps, Gaps::most),
                    gaps.stream().mapToInt(Gaps::brokenOff).sum())));
    return paces;
  }

  /** By the rounds in which neither failed. */
  private static First first(Kind kind, List<Times> times, List<Times> direct) {
    List<Times> valid = new ArrayList<>();
    List<Times> added = new ArrayList<>();
    for (int window = 0; window < times.size(); window++) {
      Times through = times.get(window);
      Times past = direct.get(window);
      if (!through.failed && !past.failed) {
        valid.add(through);
        added.add(new Times(through.whole - past.whole, through.first - past.first, false));
      }
    }
    return new First(
        kind,
        Medians.of(valid, Times::whole),
        Medians.of(valid, Times::first),
        Medians.of(added, Times::whole),
        Medians.of(added, Times::first),
        valid.size());
  }

  /** What answers whole is warm by now; streams were not asked for before. */
  private void warmUp(URI url) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.warmUp());
    for (int i = 0; System.nanoTime() - end < 0; i++) {
      join(client.stream(url, known.get(i % known.size()), SHORT, 0).otherwise(NO_STREAM));
    }
  }

  private Times times(SystemUnderLoad system, URI url) {
    boolean failed = false;
    Histogram whole = new Histogram(MOST_MICROS, 3);
    for (String message : messages(system)) {
      Answer answer = join(client.ask(url, message, System.nanoTime()).otherwise(NO_ANSWER));
      failed |= answer.status() != 200;
      whole.recordValue(TimeUnit.NANOSECONDS.toMicros(answer.nanos()));
    }
    Histogram first = new Histogram(MOST_MICROS, 3);
    for (String message : messages(system)) {
      Stream stream = join(client.stream(url, message, SHORT, 0).otherwise(NO_STREAM));
      failed |= stream.status() != 200 || !stream.whole();
      first.recordValue(TimeUnit.NANOSECONDS.toMicros(stream.firstNanos()));
    }
    return new Times(
        whole.getValueAtPercentile(50) / 1e3, first.getValueAtPercentile(50) / 1e3, failed);
  }

  private List<String> messages(SystemUnderLoad system) {
    if (system.fresh()) {
      return scene.fresh(plan.asked());
    }
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < plan.asked(); i++) {
      messages.add(known.get(i % known.size()));
    }
    return messages;
  }

  /** Streams of approved prompts, begun evenly over the time from a word to the next. */
  private Gaps gaps(URI url) {
    List<Future<Stream>> running = new ArrayList<>();
    long begun = System.nanoTime();
    long apart = TimeUnit.MILLISECONDS.toNanos(plan.gapMillis()) / plan.streams();
    for (int i = 0; i < plan.streams(); i++) {
      OpenLoop.await(begun + i * apart);
      String message = known.get(i % known.size());
      running.add(client.stream(url, message, plan.words(), plan.gapMillis()));
    }
    Histogram gaps = new Histogram(MOST_MICROS, 3);
    int brokenOff = 0;
    for (Future<Stream> each : running) {
      Stream stream = join(each.otherwise(NO_STREAM));
      brokenOff += stream.whole() ? 0 : 1;
      stream.gapNanos().forEach(gap -> gaps.recordValue(TimeUnit.NANOSECONDS.toMicros(gap)));
    }
    return new Gaps(
        gaps.getValueAtPercentile(50) / 1e3,
        gaps.getValueAtPercentile(99) / 1e3,
        gaps.getMaxValue() / 1e3,
        brokenOff);
  }

  private static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
