package io.railgate.proxy.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of one proxy. Safe for many threads. */
public final class Metrics implements AutoCloseable {

  /** What {@link #scrape} returns. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** From what an event loop takes to what a model takes. */
  private static final Duration[] TIMES = {
    Duration.ofNanos(100_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5)
  };

  /** In percent: Micrometer rounds what histograms are given up to whole numbers. */
  private static final double[] CONFIDENCES = {5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99, 100};

  private static final double[] BATCHES = {1, 2, 4, 8, 16, 32, 64};

  private final PrometheusMeterRegistry registry;
  private final MultiGauge set;

  private final DistributionSummary batches;

  /** What was asked for before: to look it up in the registry takes several times as long. */
  private final Map<String, Timer> stages = new ConcurrentHashMap<>();

  private final Map<String, DistributionSummary> confidences = new ConcurrentHashMap<>();
  private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();

  /** What a counter is known by. */
  private record Counted(String name, List<String> tags) {}

  /** With the JVM's own. */
  public Metrics() {
    this(System::nanoTime);
  }

  /**
   * With the JVM's own.
   *
   * @param nanoTime a clock that nobody sets, such as {@link System#nanoTime}
   */
  Metrics(LongSupplier nanoTime) {
    registry =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), steady(nanoTime));
    set =
        MultiGauge.builder("railgate.set")
            .description("The rail set that is served; always 1.")
            .register(registry);
    batches =
        DistributionSummary.builder("railgate.encoder.batch")
            .description("How many texts the encoder's runs were of.")
            .baseUnit("texts")
            .serviceLevelObjectives(BATCHES)
            .register(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** All meters in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  /** An exchange is over. */
  public void ended(Measured exchange) {
    count(
        "requests",
        "Exchanges that are over; status 499: the client left.",
        "route",
        exchange.route(),
        "action",
        exchange.action(),
        "rail",
        exchange.rail().orElse("none"),
        "status",
        Integer.toString(exchange.status()));
    exchange.confidence().ifPresent(sure -> confidence(exchange.action(), sure));
    exchange.stages().forEach(this::stage);
    stage("total", exchange.total());
  }

  /**
   * A part of the way of a request is over.
   *
   * @param name such as {@code read}, {@code wait}, {@code embed}
   */
  public void stage(String name, Duration took) {
    stages.computeIfAbsent(name, this::newStage).record(took);
  }

  /** So many texts were encoded together. */
  public void encoderRan(int texts) {
    batches.record(texts);
  }

  /** Something happened. */
  public void count(String name, String about, String... tags) {
    counters
        .computeIfAbsent(new Counted(name, List.of(tags)), counted -> newCounter(counted, about))
        .increment();
  }

  /** Asks for a value that goes up and down, whenever it is scraped. */
  public void gauge(String name, String about, Supplier<Number> value, String... tags) {
    Gauge.builder("railgate." + name, value)
        .description(about)
        .tags(tags)
        .strongReference(true)
        .register(registry);
  }

  /** Asks for a value that only goes up, whenever it is scraped. */
  public <T> void counter(
      String name, String about, T of, ToDoubleFunction<T> value, String... tags) {
    FunctionCounter.builder("railgate." + name, of, value)
        .description(about)
        .tags(tags)
        .register(registry);
  }

  /** The set that is served from now on. */
  public void serves(String name, String digest, String encoder) {
    set.register(
        List.of(MultiGauge.Row.of(Tags.of("name", name, "digest", digest, "encoder", encoder), 1)),
        true);
  }

  @Override
  public void close() {
    registry.close();
  }

  /** A maximum is that of the last minutes: they pass by a clock that nobody sets. */
  private static Clock steady(LongSupplier nanoTime) {
    long begun = System.currentTimeMillis();
    long then = nanoTime.getAsLong();
    return new Clock() {
      @Override
      public long wallTime() {
        return begun + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - then);
      }

      @Override
      public long monotonicTime() {
        return nanoTime.getAsLong();
      }
    };
  }

  private void confidence(String action, double sure) {
    confidences.computeIfAbsent(action, this::newConfidence).record(100 * sure);
  }

  private Timer newStage(String name) {
    return Timer.builder("railgate.stage")
        .description("How long the parts of a request's way take; total is all of it.")
        .tag("stage", name)
        .serviceLevelObjectives(TIMES)
        .register(registry);
  }

  private Counter newCounter(Counted counted, String about) {
    return Counter.builder("railgate." + counted.name)
        .description(about)
        .tags(counted.tags.toArray(String[]::new))
        .register(registry);
  }

  private DistributionSummary newConfidence(String action) {
    return DistributionSummary.builder("railgate.confidence")
        .description("How sure the decisions were, in percent.")
        .baseUnit("percent")
        .tag("action", action)
        .serviceLevelObjectives(CONFIDENCES)
        .register(registry);
  }
}
