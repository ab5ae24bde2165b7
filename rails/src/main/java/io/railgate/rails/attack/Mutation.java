package io.railgate.rails.attack;

import static io.railgate.rails.attack.Mutation.Kind.ENCODED;
import static io.railgate.rails.attack.Mutation.Kind.HARMLESS;
import static io.railgate.rails.attack.Mutation.Kind.HOSTILE;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** A way to say a text in another guise. */
public enum Mutation {
  /** Letters of other scripts that look like the Latin ones. */
  HOMOGLYPHS(HARMLESS),
  /** Characters that nobody sees between letters. */
  ZERO_WIDTH(HARMLESS),
  /** Capital and small letters at random. */
  CASE(HARMLESS),
  /** Digits and signs for letters: {@code c4rd}. */
  LEET(HARMLESS),
  /** Wide, unusual and broken space between words. */
  SPACING(HARMLESS),
  /** Space between the letters of about every second word. */
  SPACED_LETTERS(HARMLESS),
  /** Fullwidth forms. */
  FULLWIDTH(HARMLESS),
  /** Mathematical letters, such as bold ones. */
  MATH_LETTERS(HARMLESS),
  /** A greeting before, thanks after, or both. */
  POLITENESS(HARMLESS),
  /** Cut in two or three turns that come without an answer between them. */
  SPLIT(HARMLESS),
  /** Cut in two or three turns, each answered before the next. */
  SPLIT_ANSWERED(HARMLESS),
  /** Base64 (RFC 4648), with or without a request to decode it. */
  BASE64(ENCODED),
  /** Hexadecimal bytes, with or without a request to decode them. */
  HEX(ENCODED),
  /** Percent-encoding (RFC 3986) of every byte. */
  PERCENT(ENCODED),
  /** Numeric character references of HTML for every character. */
  HTML_ENTITIES(ENCODED),
  /** Letters moved by 13 places, with or without a request to move them back. */
  ROT13(ENCODED),
  /** Another role's message in the user's: {@code system:}. */
  ROLE_FORGING(HOSTILE),
  /** The tokens with which chat templates mark roles. */
  CHAT_TOKENS(HOSTILE),
  /** A made-up conversation around the text. */
  FAKE_TRANSCRIPT(HOSTILE),
  /** An instruction before the text. */
  INJECTED_PREFIX(HOSTILE),
  /** An instruction after the text. */
  INJECTED_SUFFIX(HOSTILE),
  /** An instruction as the next turn, after an answer. */
  INJECTED_TURN(HOSTILE);

  /** What a mutation does to a text. */
  public enum Kind {
    /** A human still reads the same request. */
    HARMLESS,
    /** A human has to decode it. */
    ENCODED,
    /** It asks for more than the text does. */
    HOSTILE
  }

  private final Kind kind;

  Mutation(Kind kind) {
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** As it is written on the command line and in reports: {@code zero-width}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The mutation with this id. */
  public static Optional<Mutation> named(String id) {
    return all().stream().filter(mutation -> mutation.id().equals(id)).findFirst();
  }

  /** All, in the order of reports. */
  public static List<Mutation> all() {
    return Arrays.asList(values());
  }

  /**
   * The text in this guise. It depends on text and seed alone, so it is the same whichever other
   * texts and mutations there are.
   */
  public Variant of(String text, long seed) {
    Random random = Seeds.random(seed, id(), text);
    return switch (this) {
      case HOMOGLYPHS -> Letters.homoglyphs(text, random);
      case ZERO_WIDTH -> Letters.zeroWidth(text, random);
      case CASE -> Letters.randomCase(text, random);
      case LEET -> Letters.leet(text, random);
      case SPACING -> Spaces.between(text, random);
      case SPACED_LETTERS -> Spaces.within(text, random);
      case FULLWIDTH -> Letters.fullwidth(text, random);
      case MATH_LETTERS -> Letters.mathematical(text, random);
      case POLITENESS -> Phrases.politely(text, random);
      case SPLIT -> Splitting.unanswered(text, random);
      case SPLIT_ANSWERED -> Splitting.answered(text, random);
      case BASE64 -> Encodings.base64(text, random);
      case HEX -> Encodings.hex(text, random);
      case PERCENT -> Encodings.percent(text, random);
      case HTML_ENTITIES -> Encodings.htmlEntities(text, random);
      case ROT13 -> Encodings.rot13(text, random);
      case ROLE_FORGING -> Forgery.role(text, random);
      case CHAT_TOKENS -> Forgery.tokens(text, random);
      case FAKE_TRANSCRIPT -> Forgery.transcript(text, random);
      case INJECTED_PREFIX -> Phrases.injectedBefore(text, random);
      case INJECTED_SUFFIX -> Phrases.injectedAfter(text, random);
      case INJECTED_TURN -> Phrases.injectedNext(text, random);
    };
  }
}
