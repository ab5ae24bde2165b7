package io.railgate.rails.set;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How the model is asked where a rail says so; what is empty is as the client asks.
 *
 * @param temperature in [0, 2]
 * @param maxTokens most tokens of the answer, from 1
 * @param topP in (0, 1]
 */
public record ModelCall(
    Optional<String> model,
    Optional<BigDecimal> temperature,
    Optional<Integer> maxTokens,
    Optional<BigDecimal> topP,
    Optional<Long> seed) {

  public static final ModelCall AS_ASKED =
      new ModelCall(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
