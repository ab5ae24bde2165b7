package io.railgate.rails.evaluation;

/** How a verdict compares with what is known. */
public enum Result {
  /** In scope, and accepted by the right rail. */
  RIGHT_ACCEPT,
  /** In scope, and accepted by another rail. */
  OTHER_RAIL,
  /** In scope, and the right rail is among those that are offered. */
  OFFERED,
  /** In scope, and others are offered. */
  NOT_OFFERED,
  /** In scope, and refused. */
  WRONG_REFUSAL,
  /** Out of scope, and refused. */
  RIGHT_REFUSAL,
  /** Out of scope, and rails are offered. */
  CLARIFIED,
  /** Out of scope, and accepted by a rail. */
  WRONG_ACCEPT;

  static Result of(Labelled labelled, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted accepted ->
          labelled
              .rail()
              .map(right -> right.equals(accepted.rail()) ? RIGHT_ACCEPT : OTHER_RAIL)
              .orElse(WRONG_ACCEPT);
      case Verdict.Clarified clarified ->
          labelled
              .rail()
              .map(right -> clarified.rails().contains(right) ? OFFERED : NOT_OFFERED)
              .orElse(CLARIFIED);
      case Verdict.Refused refused -> labelled.inScope() ? WRONG_REFUSAL : RIGHT_REFUSAL;
    };
  }
}
