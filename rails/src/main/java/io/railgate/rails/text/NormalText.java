package io.railgate.rails.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A message as it is compared, and what that took.
 *
 * @param plain in NFKC, without hidden characters, with Latin letters in place of those that pose
 *     as such, words that are spelled out joined, on one line
 * @param changes that were made, in the order of {@link Change}
 */
public record NormalText(String plain, List<Change> changes) {

  /**
   * Most characters of a plain text that is read. NFKC makes 18 of one, so that a message within
   * its bounds could cost many times what is usual.
   */
  public static final int MOST_CHARACTERS = 64 * 1024;

  /** What makes a message as it is compared another than what was typed. */
  public enum Change {
    /** Controls, bidi controls, tags and other characters that nobody sees are left out. */
    HIDDEN_CHARACTERS,
    /** Characters are read as the plain ones that they are forms of (NFKC, UAX #15). */
    COMPATIBILITY_FORMS,
    /** Letters are read as the Latin ones that they look like (UTS #39). */
    LOOKALIKE_LETTERS,
    /** Letters that stand apart are read as the word that they spell. */
    SPACED_LETTERS
  }

  public NormalText {
    changes = List.copyOf(changes);
  }

  /** Of what was typed. Takes time linear in its length. */
  public static NormalText of(String raw) {
    List<Change> changes = new ArrayList<>();
    String latin = isPrintableAscii(raw) ? raw : latin(raw, changes);
    String joined = SpacedLetters.joined(latin);
    if (!joined.equals(latin)) {
      changes.add(Change.SPACED_LETTERS);
    }
    return new NormalText(joined, changes);
  }

  private static String latin(String raw, List<Change> changes) {
    String visible = Hidden.out(raw);
    if (visible.length() != raw.length()) {
      changes.add(Change.HIDDEN_CHARACTERS);
    }
    String kept = Lookalikes.beforeNfkc(raw);
    String plain = PlainText.of(kept);
    if (!plain.equals(PlainText.visible(Hidden.out(kept)))) {
      changes.add(Change.COMPATIBILITY_FORMS);
    }
    String latin = Lookalikes.asLatin(plain);
    if (!latin.equals(plain) || !kept.equals(raw)) {
      changes.add(Change.LOOKALIKE_LETTERS);
    }
    return latin;
  }

  private static boolean isPrintableAscii(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
  }

  /** What was typed without hidden characters: what a model may be sent where a rail passes. */
  public static String withoutHidden(String raw) {
    return Hidden.out(raw);
  }

  /** Whether there is more than is read. */
  public boolean isTooLong() {
    return plain.length() > MOST_CHARACTERS;
  }

  /** Without the text, which must not get into a log. */
  @Override
  public String toString() {
    return "NormalText" + changes;
  }
}
