package io.railgate.proxy.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads certificates again, and puts others in the place of those in use. Files that cannot be used
 * change nothing, but are logged and told. Safe for many threads.
 *
 * @param <T> what is read; equal if the same was read
 */
public final class Renewal<T> {

  private static final Logger log = LoggerFactory.getLogger(Renewal.class);

  private final Vertx vertx;
  private final String whose;
  private final Supplier<T> read;
  private final Function<T, Optional<Instant>> notAfter;
  private final Function<T, Future<?>> use;
  private final AtomicBoolean checking = new AtomicBoolean();
  private volatile TlsState state;
  private volatile T inUse;
  private volatile Optional<String> lastProblem = Optional.empty(); // one check at a time writes

  /**
   * Of certificates that are in use.
   *
   * @param whose they are, for the log: {@code client port}
   * @param read reads and checks the files, and may block; fails with {@link TlsUnusable}
   * @param notAfter when what was read expires
   * @param use puts what was read in the place of what is in use
   */
  public Renewal(
      Vertx vertx,
      String whose,
      T inUse,
      Supplier<T> read,
      Function<T, Optional<Instant>> notAfter,
      Function<T, Future<?>> use) {
    this.vertx = vertx;
    this.whose = whose;
    this.inUse = inUse;
    this.read = read;
    this.notAfter = notAfter;
    this.use = use;
    this.state = new TlsState(notAfter.apply(inUse), Optional.empty(), 0);
  }

  /** How the certificates stand. */
  public TlsState state() {
    return state;
  }

  /** Looks whether the files have changed, off the event loop, unless that goes on already. */
  public void check() {
    if (checking.compareAndSet(false, true)) {
      vertx
          .executeBlocking(read::get, false)
          .compose(this::renew)
          .onFailure(this::keep)
          .onComplete(done -> checking.set(false));
    }
  }

  private Future<?> renew(T found) {
    lastProblem = Optional.empty();
    if (found.equals(inUse)) {
      state = state.with(Optional.empty());
      return Future.succeededFuture();
    }
    return use.apply(found)
        .onSuccess(
            done -> {
              inUse = found;
              state = state.renewed(notAfter.apply(found));
              log.atInfo()
                  .addKeyValue("of", whose)
                  .addKeyValue("until", notAfter.apply(found).map(Instant::toString).orElse("-"))
                  .log("certificates renewed");
            });
  }

  /** Told when it is found twice: while two files are being written, they do not match. */
  private void keep(Throwable failure) {
    Optional<String> problem =
        Optional.of(
            failure instanceof TlsUnusable
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getSimpleName());
    boolean again = problem.equals(lastProblem);
    lastProblem = problem;
    if (again && !state.problem().equals(problem)) {
      state = state.with(problem);
      log.atWarn()
          .addKeyValue("of", whose)
          .log("certificates not renewed, those in use stay: {}", problem.get());
    }
  }
}
