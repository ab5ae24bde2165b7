package io.railgate.proxy.server;

import io.railgate.proxy.openai.ApiError;
import io.railgate.rails.engine.Decision;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is logged of a request: what was decided, how it ended, and why it failed. No text of
 * anyone's: neither of messages, nor of paths, nor of exceptions, which could quote them.
 */
final class ExchangeLog {

  private static final Logger log = LoggerFactory.getLogger(ExchangeLog.class);

  private final RequestId id;
  private final Optional<String> key;

  private @Nullable String undecided;
  private boolean monitored;

  /**
   * Of a request.
   *
   * @param key id of the client's key
   */
  ExchangeLog(RequestId id, Optional<String> key) {
    this.id = id;
    this.key = key;
  }

  /** A request that no exchange was begun for, such as one for an unknown route. */
  void noExchange(ApiError error) {
    log.atInfo()
        .addKeyValue("request", id)
        .addKeyValue("status", error.status())
        .addKeyValue("code", error.code())
        .log("no exchange");
  }

  /** A backend whose answer tells of a wrong address or key rather than of a wrong request. */
  void backendRefuses(int status, URI backend) {
    log.atWarn()
        .addKeyValue("request", id)
        .addKeyValue("status", status)
        .addKeyValue("backend", backend)
        .log("the backend refuses the proxy's calls: check url and api-key in railgate.yml");
  }

  /** A failure that is not the client's. */
  void failed(ApiError error, Throwable failure, URI backend) {
    log.atWarn()
        .addKeyValue("request", id)
        .addKeyValue("code", error.code())
        .addKeyValue("backend", backend)
        .setCause(error.code().equals("internal") ? withoutMessage(failure) : null)
        .log("request failed: {}", error.getMessage());
  }

  /** The request is forwarded as it came. */
  void monitored() {
    monitored = true;
  }

  /** In monitor mode, no decision could be made. */
  void undecided(ApiError error, Throwable failure) {
    undecided = error.code();
    if (error.status() >= 500) {
      log.atWarn()
          .addKeyValue("request", id)
          .addKeyValue("code", error.code())
          .setCause(error.code().equals("internal") ? withoutMessage(failure) : null)
          .log("not decided, and forwarded all the same: {}", error.getMessage());
    }
  }

  /** The one line of each exchange. */
  void ended(int status, Duration taken, @Nullable Decision decision, @Nullable ApiError error) {
    var line =
        log.atInfo()
            .addKeyValue("request", id)
            .addKeyValue("status", status)
            .addKeyValue("ms", taken.toMillis());
    if (key.isPresent()) {
      line = line.addKeyValue("key", key.get());
    }
    if (decision != null) {
      line =
          line.addKeyValue("action", decision.action())
              .addKeyValue("rail", decision.decidedBy().map(Object::toString).orElse("-"));
    }
    if (error != null) {
      line = line.addKeyValue("code", error.code());
    }
    if (monitored) {
      line = line.addKeyValue("mode", "monitor");
    }
    if (undecided != null) {
      line = line.addKeyValue("undecided", undecided);
    }
    line.log("exchange");
  }

  /** What and where a failure is. */
  static Throwable withoutMessage(Throwable failure) {
    Throwable shown = new Throwable(failure.getClass().getName());
    shown.setStackTrace(failure.getStackTrace());
    return shown;
  }
}
