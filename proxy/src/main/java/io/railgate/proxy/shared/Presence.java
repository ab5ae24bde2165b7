package io.railgate.proxy.shared;

import io.railgate.rails.set.SharedSettings;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the server is there, told in the log once for each change. Safe for many threads. */
final class Presence {

  private static final Logger log = LoggerFactory.getLogger(Presence.class);

  private final SharedSettings settings;
  private volatile SharedState state = new SharedState(false, Instant.now(), "");

  Presence(SharedSettings settings) {
    this.settings = settings;
  }

  SharedState state() {
    return state;
  }

  synchronized void up() {
    if (!state.up()) {
      state = new SharedState(true, Instant.now(), "");
      log.atInfo().addKeyValue("redis", place()).log("what replicas share is there");
    }
  }

  /** A reason that becomes another while it is away is told by {@link #state} alone. */
  synchronized void away(String reason) {
    SharedState before = state;
    boolean still = !before.up() && !before.reason().isEmpty();
    state = new SharedState(false, still ? before.since() : Instant.now(), reason);
    if (!still) {
      log.atWarn()
          .addKeyValue("redis", place())
          .addKeyValue("reason", reason)
          .addKeyValue("when-away", settings.whenAway().name().toLowerCase(Locale.ROOT))
          .log("what replicas share is away");
    }
  }

  private String place() {
    return settings.redis().host() + ":" + settings.redis().port();
  }
}
