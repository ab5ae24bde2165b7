package io.railgate.proxy.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A piece of HTML or SVG that is well formed. What is not yet one is escaped on its way in, so that
 * no text of an utterance or a rail set can become markup.
 */
record Html(String source) {

  static final Html NOTHING = new Html("");

  /**
   * Fills a template.
   *
   * @param template markup of our own, with formats such as {@code %s} and {@code %.1f}
   * @param arguments pieces of HTML, numbers, or texts, which are escaped
   */
  static Html of(String template, Object... arguments) {
    Object[] safe =
        Arrays.stream(arguments)
            .map(
                argument ->
                    switch (argument) {
                      case Html html -> html.source;
                      case Number number -> number;
                      default -> escape(argument.toString());
                    })
            .toArray();
    return new Html(String.format(Locale.ROOT, template, safe));
  }

  static Html join(List<Html> pieces) {
    return new Html(pieces.stream().map(Html::source).collect(Collectors.joining("\n")));
  }

  /** For text and for attributes in double or single quotes. */
  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append((char) character);
                default -> escaped.appendCodePoint(isForbidden(character) ? '\uFFFD' : character);
              }
            });
    return escaped.toString();
  }

  /** Control characters and halves of a pair, which no page may hold. */
  private static boolean isForbidden(int character) {
    return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
  }
}
