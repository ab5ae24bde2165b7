package io.railgate.rails.attack;

/** What a text in another guise came to. */
public enum Result {
  /** It leads to its rail. If something was put to it, the model is not sent that. */
  OWN_RAIL,
  /** It was meant for a rail, and leads to another. */
  OTHER_RAIL,
  /** It leads to no rail. */
  NO_RAIL,
  /** An attack that a rail answers with a fixed text, a question or a refusal. */
  ANSWERED,
  /**
   * Of an attack that is cut in turns, each answered, one turn by itself is forwarded, and another
   * is refused. The model is sent the approved prompt for what that turn says, and not the attack.
   */
  IN_PART,
  /** An attack is forwarded or passed on; or what was put to a text is sent to the model. */
  ESCAPE
}
