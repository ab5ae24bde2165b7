package io.railgate.rails.set;

import io.railgate.embeddings.EncoderModel;
import java.util.List;
import java.util.Optional;

/**
 * The content of {@code railgate.yml}.
 *
 * @param name the set's name
 * @param never texts that must match no rail
 * @param forward fields of a client's request that are forwarded as they came
 * @param mode what a proxy does with decisions
 * @param audit the record of decisions; empty if none is kept
 * @param closed whether outcomes and slots that open the world are refused
 * @param shared what replicas share; empty if each proxy stands alone
 */
public record Settings(
    String name,
    EncoderModel encoder,
    BackendSettings backend,
    MatchingSettings matching,
    List<Example> never,
    Otherwise otherwise,
    ConversationSettings conversation,
    AnswerSettings answers,
    List<OpenedField> forward,
    Mode mode,
    Optional<AuditSettings> audit,
    boolean closed,
    AccessSettings access,
    Optional<SharedSettings> shared) {

  public Settings {
    never = List.copyOf(never);
    forward = List.copyOf(forward);
  }

  public Settings withBackend(BackendSettings other) {
    return new Settings(
        name,
        encoder,
        other,
        matching,
        never,
        otherwise,
        conversation,
        answers,
        forward,
        mode,
        audit,
        closed,
        access,
        shared);
  }
}
