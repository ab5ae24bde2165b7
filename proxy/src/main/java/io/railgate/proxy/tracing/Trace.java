package io.railgate.proxy.tracing;

import io.railgate.proxy.audit.Stage;
import java.net.URI;

/** The trace of one request. Lives on one event loop. */
public sealed interface Trace permits NoTrace, RequestTrace {

  /** Tells nobody. */
  static Trace none() {
    return NoTrace.INSTANCE;
  }

  /**
   * A part of the way is over.
   *
   * @param from when it began, by {@link System#nanoTime}
   * @param to when it ended
   */
  void stage(Stage stage, long from, long to);

  /**
   * A backend is asked.
   *
   * @param endpoint its base URL
   */
  CallTrace call(URI endpoint, Inference asked);

  /** The answer has ended. */
  void ended(Outcome outcome);
}
