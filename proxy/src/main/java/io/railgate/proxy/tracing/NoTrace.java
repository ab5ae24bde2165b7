package io.railgate.proxy.tracing;

import io.railgate.proxy.audit.Stage;
import java.net.URI;

/** Of a request that is not traced. */
enum NoTrace implements Trace {
  INSTANCE;

  @Override
  public void stage(Stage stage, long from, long to) {}

  @Override
  public CallTrace call(URI endpoint, Inference asked) {
    return NoCallTrace.INSTANCE;
  }

  @Override
  public void ended(Outcome outcome) {}
}
