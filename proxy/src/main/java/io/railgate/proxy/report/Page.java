package io.railgate.proxy.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A page: one file, without scripts, that loads nothing. */
final class Page {

  private Page() {}

  /**
   * Puts a page together.
   *
   * @param about one line below the title
   * @param footer one line at the end
   */
  static String of(String title, String about, List<Html> sections, String footer) {
    return Html.of(
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="color-scheme" content="light dark">
            <title>%s</title>
            <style>
            %s</style>
            </head>
            <body>
            <header>
            <h1>%s</h1>
            <p>%s</p>
            </header>
            <main>
            %s
            </main>
            <footer>%s</footer>
            </body>
            </html>
            """,
            title, style(), title, about, Html.join(sections), footer)
        .source();
  }

  /** A section with a heading. */
  static Html section(String title, Html content) {
    return Html.of("<section><h2>%s</h2>%n%s</section>", title, content);
  }

  /** A row of figures. */
  static Html cards(List<Html> cards) {
    return Html.of("<section class=\"cards\">%s</section>", Html.join(cards));
  }

  /** A figure with what it is. */
  static Html card(String what, String value, String note) {
    return Html.of(
        "<div class=\"card\"><b>%s</b><span>%s</span><small>%s</small></div>", value, what, note);
  }

  private static Html style() {
    try (var in = Page.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("page.css is not on the class path");
      }
      return new Html(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
