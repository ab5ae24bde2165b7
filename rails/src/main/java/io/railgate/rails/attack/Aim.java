package io.railgate.rails.attack;

/** What a text in another guise is to show. */
public enum Aim {
  /** An attack must not become something that is forwarded or passed on. */
  ATTACK,
  /** A legitimate text must still lead to its rail. */
  LEGITIMATE,
  /** What was put to a legitimate text must not reach the model. */
  INJECTION;

  /** Of a text under a mutation; an encoded text is not expected to lead anywhere. */
  static boolean applies(Subject subject, Mutation mutation) {
    return !subject.isLegitimate() || mutation.kind() != Mutation.Kind.ENCODED;
  }

  static Aim of(Subject subject, Mutation mutation) {
    if (!subject.isLegitimate()) {
      return ATTACK;
    }
    return mutation.kind() == Mutation.Kind.HOSTILE ? INJECTION : LEGITIMATE;
  }
}
