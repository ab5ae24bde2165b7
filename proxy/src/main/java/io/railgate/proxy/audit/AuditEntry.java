package io.railgate.proxy.audit;

import io.railgate.rails.engine.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is recorded of one request.
 *
 * @param time when it came
 * @param request its id
 * @param key id of the client's key; empty if clients have none
 * @param set digest of the rail set, in hex
 * @param mode {@code enforce} or {@code monitor}
 * @param route path that was asked
 * @param checked whether only the decision was asked for
 * @param decision empty if it did not come to one
 * @param undecided code of the error that stood in the way of a decision, where that did not matter
 * @param status that the client was answered with
 * @param code of the error that it was answered with
 * @param stages how long each took, as far as the request got
 * @param total from the request's head to the end of its answer
 * @param dropped names of fields that were left out
 * @param said what the user said, oldest first; empty unless the set asks for it
 */
public record AuditEntry(
    Instant time,
    String request,
    Optional<String> key,
    String set,
    String mode,
    String route,
    boolean checked,
    Optional<Decision> decision,
    Optional<String> undecided,
    int status,
    Optional<String> code,
    Map<Stage, Duration> stages,
    Duration total,
    List<String> dropped,
    List<String> said) {

  /** An entry without its texts, and its place in a queue, by estimate. */
  private static final int BYTES_BESIDE_TEXT = 1_000;

  public AuditEntry {
    Map<Stage, Duration> ordered = new EnumMap<>(Stage.class);
    ordered.putAll(stages);
    stages = Collections.unmodifiableMap(ordered);
    dropped = List.copyOf(dropped);
    said = List.copyOf(said);
  }

  /** What it takes in memory, by estimate. */
  long bytes() {
    return BYTES_BESIDE_TEXT + said.stream().mapToLong(text -> 2L * text.length()).sum();
  }

  /** Without what the user said. */
  @Override
  public String toString() {
    return "AuditEntry[" + request + "]";
  }
}
