package io.railgate.proxy.server;

import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.railgate.embeddings.EncoderPool;
import io.railgate.proxy.audit.AuditLog;
import io.railgate.proxy.metrics.Metrics;
import io.railgate.proxy.shared.SharedStore;
import io.railgate.proxy.shared.SharedUnavailable.Reason;
import io.railgate.proxy.tracing.SpanCounts;
import io.railgate.proxy.tracing.Tracing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Binds what the server holds to the meters that tell of it. */
final class Meters {

  private final Metrics metrics;
  private final CurrentSet current;

  private Meters(Metrics metrics, CurrentSet current) {
    this.metrics = metrics;
    this.current = current;
  }

  /** Once, when the server starts. */
  static void bind(
      Metrics metrics,
      CurrentSet current,
      Connections clients,
      Optional<AuditLog> audit,
      Supplier<Optional<Reloads>> reloads) {
    Meters meters = new Meters(metrics, current);
    meters.load(clients);
    meters.caches();
    meters.reloads(reloads);
    audit.ifPresent(meters::audit);
  }

  /** Of what replicas share; once, when the server starts. */
  static void bind(Metrics metrics, SharedStore store) {
    metrics.gauge(
        "shared.up",
        "Whether the server of what replicas share is there.",
        () -> store.state().up() ? 1 : 0);
    for (Reason reason : Reason.values()) {
      metrics.counter(
          "shared.failures",
          "Requests to the server of what replicas share that failed, or were not sent.",
          store,
          each -> each.failures(reason),
          "reason",
          reason.word());
    }
  }

  /** Of spans on their way to a collector; once, when the server starts. */
  static void bind(Metrics metrics, Tracing tracing) {
    spans(metrics, tracing, SpanCounts::made, "made");
    spans(metrics, tracing, SpanCounts::exported, "exported");
    spans(metrics, tracing, SpanCounts::failed, "failed");
    metrics.gauge(
        "traces.ok",
        "Whether the collector took the last spans that it was sent; 1 before the first.",
        () -> tracing.counts().taken() ? 1 : 0);
  }

  private static void spans(
      Metrics metrics, Tracing tracing, ToDoubleFunction<SpanCounts> count, String outcome) {
    metrics.counter(
        "spans",
        "Spans that were made, and of these: exported, or failed; the others wait or were dropped.",
        tracing,
        each -> count.applyAsDouble(each.counts()),
        "outcome",
        outcome);
  }

  /** Of the texts that are at work. */
  static EncoderPool.Observer observing(Metrics metrics) {
    return new EncoderPool.Observer() {
      @Override
      public void done(Duration waited, Duration took, boolean failed) {
        metrics.stage("wait", waited);
        metrics.stage("encode", took);
        metrics.count(
            "encoder.texts",
            "Texts that were embedded, or not.",
            "outcome",
            failed ? "failed" : "done");
      }

      @Override
      public void ran(int texts) {
        metrics.encoderRan(texts);
      }
    };
  }

  private void load(Connections clients) {
    metrics.gauge(
        "requests.in.flight",
        "Requests that are admitted and not answered to the end.",
        () -> service().capacity().inFlight());
    metrics.gauge(
        "body.bytes", "Bytes of large bodies in memory.", () -> service().capacity().bodyBytes());
    metrics.gauge("connections", "Connections of clients.", clients::open);
    metrics.gauge(
        "encoder.waiting", "Texts that wait for a lane.", () -> service().encoders().waiting());
    metrics.gauge(
        "backend.up",
        "How the last call to the backend ended: 1 well, 0 not, NaN before the first.",
        this::backendUp);
  }

  private Number backendUp() {
    return switch (service().backend().state().word()) {
      case "ok" -> 1;
      case "failing" -> 0;
      default -> Double.NaN;
    };
  }

  /** They begin anew with each set. */
  private void caches() {
    cache("readings", TurnMemory::readingStats);
    cache("steps", TurnMemory::stepStats);
  }

  private void cache(String name, Function<TurnMemory, CacheStats> stats) {
    String about = "Look-ups of what turns were read as, and of where rounds led to.";
    metrics.counter(
        "cache.lookups",
        about,
        this,
        all -> stats.apply(all.service().memory()).hitCount(),
        "cache",
        name,
        "result",
        "hit");
    metrics.counter(
        "cache.lookups",
        about,
        this,
        all -> stats.apply(all.service().memory()).missCount(),
        "cache",
        name,
        "result",
        "miss");
  }

  private void audit(AuditLog audit) {
    String about = "Lines of the audit: written, or lost.";
    metrics.counter(
        "audit.lines", about, audit, log -> log.counts().written(), "outcome", "written");
    metrics.counter("audit.lines", about, audit, log -> log.counts().lost(), "outcome", "lost");
    metrics.gauge(
        "audit.ok",
        "Whether the audit's file can be written.",
        () -> audit.counts().failing() ? 0 : 1);
  }

  private void reloads(Supplier<Optional<Reloads>> reloads) {
    String about = "Reloads of the rail set; kept: the new one had errors.";
    metrics.counter(
        "reloads",
        about,
        reloads,
        all -> all.get().map(each -> each.counts().replaced()).orElse(0L),
        "outcome",
        "replaced");
    metrics.counter(
        "reloads",
        about,
        reloads,
        all -> all.get().map(each -> each.counts().kept()).orElse(0L),
        "outcome",
        "kept");
    metrics.gauge(
        "reload.ok",
        "Whether the last reload put its set in place; 1 before the first.",
        () ->
            reloads.get().flatMap(Reloads::last).filter(last -> !last.succeeded()).isEmpty()
                ? 1
                : 0);
  }

  private Service service() {
    return current.get().service();
  }
}
