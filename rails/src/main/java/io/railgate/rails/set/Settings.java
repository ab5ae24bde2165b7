package io.railgate.rails.set;

import java.util.Optional;

/**
 * The content of {@code railgate.yml}.
 *
 * @param name the set's name
 * @param encoder name of a built-in encoder
 * @param similarity least cosine to the nearest example at which a rail matches; empty for the
 *     matcher's own
 * @param refusal what is answered when nothing matches
 * @param systemPrompt the system message of every forwarded request; empty for none
 */
public record Settings(
    String name,
    String encoder,
    BackendSettings backend,
    Optional<Double> similarity,
    String refusal,
    Optional<String> systemPrompt) {

  public Settings withBackend(BackendSettings other) {
    return new Settings(name, encoder, other, similarity, refusal, systemPrompt);
  }
}
