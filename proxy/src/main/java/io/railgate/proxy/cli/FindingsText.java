package io.railgate.proxy.cli;

import io.railgate.rails.lint.Warning;
import java.util.List;
import org.apache.commons.text.WordUtils;

/** Findings for people. */
final class FindingsText {

  /** Characters in a line of text. */
  private static final int WIDTH = 96;

  private FindingsText() {}

  static String of(List<Findings> all) {
    StringBuilder text = new StringBuilder();
    all.forEach(findings -> append(text, findings));
    return text.toString();
  }

  private static void append(StringBuilder text, Findings findings) {
    findings.errors().forEach(error -> text.append(error).append('\n'));
    for (Warning warning : findings.warnings()) {
      text.append(warning.place()).append(": ").append(warning.message());
      text.append(" [").append(warning.code().id()).append("]\n");
      text.append(paragraph(warning.code().explanation() + " " + warning.code().wayOut()));
    }
    text.append(summary(findings)).append('\n');
  }

  private static String summary(Findings findings) {
    if (!findings.errors().isEmpty()) {
      return "%s: %s; nothing was loaded"
          .formatted(findings.folder(), Counts.of(findings.errors().size(), "error"));
    }
    String found =
        findings.warnings().isEmpty()
            ? "no warnings"
            : Counts.of(findings.warnings().size(), "warning");
    return "%s: %s (%s, %s)"
        .formatted(
            findings.folder(),
            found,
            Counts.of(findings.rails(), "rail"),
            Counts.of(findings.examples(), "example"));
  }

  private static String paragraph(String text) {
    return WordUtils.wrap(text, WIDTH, "\n", false).indent(4);
  }
}
