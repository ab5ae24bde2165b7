package io.railgate.proxy.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Of a call that is not traced. */
enum NoCallTrace implements CallTrace {
  INSTANCE;

  @Override
  public Optional<String> traceparent() {
    return Optional.empty();
  }

  @Override
  public void answered(int status) {}

  @Override
  public void whole(JsonNode completion) {}

  @Override
  public void chunk(JsonNode chunk) {}

  @Override
  public void ended() {}

  @Override
  public void failed(String code) {}
}
