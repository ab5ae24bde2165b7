package io.railgate.proxy.server;

import io.railgate.proxy.audit.AuditEntry;
import io.railgate.proxy.audit.AuditLog;
import io.railgate.proxy.audit.Stage;
import io.railgate.proxy.metrics.Measured;
import io.railgate.proxy.openai.ApiError;
import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.tracing.Trace;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.AuditSettings.Text;
import io.railgate.rails.set.RailId;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the metrics are told of one exchange, and the audit and the traces, if they are kept. Lives
 * on one event loop.
 */
final class ExchangeRecord {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Service service;
  private final RequestId id;
  private final String route;
  private final Instant time;
  private final Map<Stage, Duration> stages = new EnumMap<>(Stage.class);
  private final Trace trace;
  private long mark = System.nanoTime();
  private boolean checked;
  private boolean reserved;
  private List<String> dropped = List.of();
  private List<String> said = List.of();
  private Optional<String> undecided = Optional.empty();

  /**
   * Begins with the request.
   *
   * @param request on one of the proxy's own paths
   */
  ExchangeRecord(Service service, RequestId id, HttpServerRequest request) {
    this.service = service;
    this.id = id;
    this.route = request.path();
    this.time = service.clock().instant();
    this.trace = service.tracing().begin(request, Optional.of(route), time, mark);
  }

  /** Whom calls to the backend are told. */
  Trace trace() {
    return trace;
  }

  /** Only the decision is asked for. */
  void checks() {
    checked = true;
  }

  /**
   * Makes sure of the line, if the set requires it.
   *
   * @throws ApiError with status 503 if it cannot be taken
   */
  void admit() {
    AuditLog required = required();
    if (required != null) {
      reserved = required.reserve();
      if (!reserved) {
        throw unavailable();
      }
    }
  }

  /**
   * Once more, right before something leaves: what was promised was promised a while ago.
   *
   * @throws ApiError as {@link #admit}
   */
  void stillTaken() {
    AuditLog required = required();
    if (required != null && !required.isWriting()) {
      throw unavailable();
    }
  }

  /** A stage is over, and the next begins. */
  void ended(Stage stage) {
    if (undecided.isPresent() && stage != Stage.FIRST_BYTE) {
      return; // it came too late to count
    }
    long now = System.nanoTime();
    stages.put(stage, Duration.ofNanos(now - mark));
    trace.stage(stage, mark, now);
    mark = now;
  }

  /** What the user says, of which only what the set wants is kept. */
  void says(ChatRequest chat) {
    if (service.audit().filter(log -> log.settings().text() != Text.NONE).isPresent()) {
      said = chat.rounds().stream().flatMap(round -> round.user().stream()).toList();
    }
  }

  void dropped(List<String> names) {
    dropped = names;
  }

  /** In monitor mode, no decision could be made. */
  void undecided(ApiError error) {
    undecided = Optional.of(error.code());
  }

  /** The exchange is over: first its line, which may be required, then what only counts. */
  void ended(
      int status,
      Duration taken,
      Optional<String> key,
      @Nullable Decision decision,
      @Nullable ApiError error) {
    service
        .audit()
        .ifPresent(
            log ->
                log.add(
                    new AuditEntry(
                        time,
                        id.value(),
                        key,
                        service.engine().digest(),
                        service.settings().mode().word(),
                        route,
                        checked,
                        Optional.ofNullable(decision),
                        undecided,
                        status,
                        Optional.ofNullable(error).map(ApiError::code),
                        stages,
                        taken,
                        dropped,
                        said),
                    reserved));
    service.metrics().ended(measured(status, taken, Optional.ofNullable(decision)));
    trace.ended(
        service.outcome(
            status, Optional.ofNullable(error).map(ApiError::code), Optional.ofNullable(decision)));
  }

  private Measured measured(int status, Duration taken, Optional<Decision> decision) {
    return new Measured(
        route,
        decision.map(Decision::action).orElse("none"),
        decision.flatMap(Decision::decidedBy).map(RailId::toString),
        status,
        decision.map(each -> each.evidence().confidence()).orElse(OptionalDouble.empty()),
        stages.entrySet().stream()
            .collect(Collectors.toMap(each -> each.getKey().word(), Map.Entry::getValue)),
        taken);
  }

  private @Nullable AuditLog required() {
    return service.audit().filter(log -> log.settings().required()).orElse(null);
  }

  private static ApiError unavailable() {
    return ApiError.unavailable(
        "audit_unavailable", "the request cannot be recorded now, and must be", RETRY_AFTER);
  }
}
