package io.railgate.proxy.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts spans on their way out, and says once in the log when the collector takes none, and once
 * when it takes them again. Safe for many threads.
 */
final class WatchedExporter implements SpanExporter {

  private static final Logger log = LoggerFactory.getLogger(WatchedExporter.class);

  private final SpanExporter exporter;
  private final Counter counter;

  WatchedExporter(SpanExporter exporter, Counter counter) {
    this.exporter = exporter;
    this.counter = counter;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size(); // the collection is used again
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            counter.exported(count);
          } else {
            counter.failed(count, result.getFailureThrowable());
          }
        });
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  /** Sees spans end, and what becomes of them. */
  static final class Counter implements SpanProcessor {

    private final String collector;
    private final LongAdder made = new LongAdder();
    private final LongAdder exported = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicBoolean taken = new AtomicBoolean(true);

    /**
     * Counts from 0.
     *
     * @param collector host and port, for the log
     */
    Counter(String collector) {
      this.collector = collector;
    }

    SpanCounts counts() {
      return new SpanCounts(made.sum(), exported.sum(), failed.sum(), taken.get());
    }

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
      if (span.getSpanContext().isSampled()) {
        made.increment();
      }
    }

    private void exported(int spans) {
      exported.add(spans);
      if (taken.compareAndSet(false, true)) {
        log.atInfo().addKeyValue("collector", collector).log("traces are taken again");
      }
    }

    private void failed(int spans, @Nullable Throwable why) {
      failed.add(spans);
      if (taken.compareAndSet(true, false)) {
        log.atWarn()
            .addKeyValue("collector", collector)
            .addKeyValue("reason", reason(why))
            .log("traces are not taken; spans are lost, requests are not");
      }
    }

    /** What kind of failure it is; what the collector says is not repeated. */
    private static String reason(@Nullable Throwable why) {
      for (Throwable cause = why; cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException) {
          return cause.getClass().getSimpleName();
        }
      }
      return "it answers with an error";
    }
  }
}
