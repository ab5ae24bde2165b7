package io.railgate.rails.lint;

import java.text.Normalizer;
import java.util.Locale;

/** Texts without what does not change their meaning to an encoder. */
final class Words {

  private Words() {}

  /** The words of a text in lower case, one space between them. */
  static String of(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}{}]+", " ")
        .strip();
  }
}
