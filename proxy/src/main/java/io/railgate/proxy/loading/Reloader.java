package io.railgate.proxy.loading;

import io.railgate.proxy.server.ProxyServer;
import io.railgate.proxy.server.Reloads;
import io.railgate.proxy.server.StartFailed;
import io.railgate.rails.set.Problem;
import io.railgate.rails.set.RailSetInvalid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the set that a proxy serves again: aside, and in the place of the one that is served only
 * if it has no errors. Safe for many threads; one reload at a time.
 */
public final class Reloader implements Reloads {

  private static final Logger log = LoggerFactory.getLogger(Reloader.class);

  /** Where the set comes from. */
  @FunctionalInterface
  public interface Source {

    /**
     * Loads the set as it is now.
     *
     * @param served the one that is served, whose encoder may be shared
     * @throws RailSetInvalid if it has errors
     * @throws StartFailed if it cannot be served by this process
     */
    LoadedSet load(LoadedSet served) throws RailSetInvalid, StartFailed;
  }

  private final ProxyServer proxy;
  private final Source source;
  private final Clock clock;
  private final AtomicLong replaced = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();
  private LoadedSet served;
  private volatile @Nullable Report last;

  /**
   * For a proxy that runs.
   *
   * @param served what it serves; closed when it was replaced, or with this
   */
  public Reloader(ProxyServer proxy, LoadedSet served, Source source, Clock clock) {
    this.proxy = proxy;
    this.served = served;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public synchronized Report reload(String cause) {
    Instant at = clock.instant();
    long started = System.nanoTime();
    List<String> problems = load();
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    Report report = new Report(at, took, cause, problems, served.engine().digest());
    last = report;
    tell(report);
    return report;
  }

  @Override
  public Optional<Report> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public Counts counts() {
    return new Counts(replaced.get(), kept.get());
  }

  /** The set that is served. */
  public synchronized LoadedSet served() {
    return served;
  }

  /** Whatever is wrong with the new set, the one that is served stays. */
  private List<String> load() {
    try {
      served = replace(source.load(served));
      replaced.incrementAndGet();
      return List.of();
    } catch (RailSetInvalid e) {
      kept.incrementAndGet();
      return e.problems().stream().map(Problem::toString).toList();
    } catch (StartFailed | RuntimeException e) { // such as an encoder that does not load
      kept.incrementAndGet();
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  private LoadedSet replace(LoadedSet next) {
    try {
      proxy.replace(next.engine(), next.encoder(), next::close);
      return next;
    } catch (RuntimeException e) {
      next.close();
      throw e;
    }
  }

  private static void tell(Report report) {
    var line = report.succeeded() ? log.atInfo() : log.atWarn();
    line.addKeyValue("cause", report.cause())
        .addKeyValue("ms", report.took().toMillis())
        .addKeyValue("digest", report.digest())
        .log(
            report.succeeded()
                ? "rail set loaded again"
                : "rail set kept, because the one in its folder has errors: "
                    + String.join("; ", report.problems()));
  }
}
