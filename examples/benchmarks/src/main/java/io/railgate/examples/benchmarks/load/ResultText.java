package io.railgate.examples.benchmarks.load;

import io.railgate.examples.benchmarks.load.OpenLoop.Outcome;
import io.railgate.examples.benchmarks.load.SystemUnderLoad.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results for people, in Markdown. */
final class ResultText {

  private static final double MEBIBYTE = 1 << 20;

  private final Results results;
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  private ResultText(Results results) {
    this.results = results;
  }

  static String of(Results results) {
    return new ResultText(results).write();
  }

  private String write() {
    out.printf(Locale.ROOT, "%n%s", results.machine().describe());
    out.printf(
        Locale.ROOT,
        "%n%s; measured on core %s; generator, backend and benchmark on core %s; Railgate's sockets by %s",
        results.set(),
        results.measuredCores(),
        results.loadCores(),
        results.sockets());
    out.printf(
        Locale.ROOT,
        "%nwindows: %d of %d s each; in the table and below: medians of those without a failure",
        results.plan().windows(),
        results.plan().seconds());
    TokenCounts tokens = results.tokens();
    out.printf(
        Locale.ROOT,
        "%nnew prompts: %d to %d tokens, half up to %d, 99 of 100 up to %d; decided: %s",
        tokens.least(),
        tokens.most(),
        tokens.median(),
        tokens.p99(),
        actions());
    if (results.row(Kind.NGINX, results.plan().concurrencies().getFirst()).isEmpty()) {
      out.printf(
          Locale.ROOT,
          "%nnginx is not installed (Debian: apt-get install nginx-light): its rows are left out");
    }
    table();
    cpu();
    streams();
    overload();
    memory();
    out.printf(Locale.ROOT, "%n");
    Goal.of(results).forEach(goal -> out.printf(Locale.ROOT, "%n%s", goal.describe()));
    out.flush();
    return text.toString().strip() + "\n";
  }

  private void table() {
    out.printf(Locale.ROOT, "%n");
    out.printf(
        Locale.ROOT,
        "%n| at once | what | per second | p50 ms | p99 ms | CPU s per 1,000 | resident MiB | windows |");
    out.printf(Locale.ROOT, "%n| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Row row : results.rows()) {
      out.printf(
          Locale.ROOT,
          "%n| %d | %s | %.0f | %.3f | %.3f | %.3f | %.0f, then %.0f | %s |",
          row.connections(),
          row.kind().title(),
          row.perSecond(),
          row.p50Millis(),
          row.median(Window::p99Millis),
          row.median(Window::cpuSecondsPerThousand),
          row.residentBefore() / MEBIBYTE,
          row.residentAfter() / MEBIBYTE,
          windows(row));
    }
  }

  /** Where the time of a core goes: why something is as fast as it is. */
  private void cpu() {
    List<Work> works = List.of(Work.values());
    out.printf(Locale.ROOT, "%n");
    out.printf(
        Locale.ROOT,
        "%n| at once | CPU us a request, user + kernel | all | %s |",
        works.stream().map(Work::title).collect(Collectors.joining(" | ")));
    out.printf(Locale.ROOT, "%n| --- | --- | ---%s |", " | ---".repeat(works.size()));
    for (Row row : results.rows()) {
      if (row.kind() != Kind.DIRECT) {
        CpuTime all = works.stream().map(row::micros).reduce(CpuTime.NONE, CpuTime::plus);
        out.printf(
            Locale.ROOT,
            "%n| %d | %s | %s | %s |",
            row.connections(),
            row.kind().title(),
            micros(all),
            works.stream()
                .map(work -> micros(row.micros(work)))
                .collect(Collectors.joining(" | ")));
      }
    }
  }

  /** One digit after the point tells below 100 only; what rounds to nothing is left out. */
  private static String micros(CpuTime time) {
    if (time.seconds() < 0.05) {
      return "";
    }
    String format = time.seconds() < 100 ? "%.1f + %.1f" : "%.0f + %.0f";
    return String.format(Locale.ROOT, format, time.user(), time.kernel());
  }

  private void streams() {
    out.printf(Locale.ROOT, "%n");
    out.printf(
        Locale.ROOT,
        "%n| one request after the other | whole ms | added | first event ms | added | windows |");
    out.printf(Locale.ROOT, "%n| --- | --- | --- | --- | --- | --- |");
    results
        .first()
        .forEach(
            each ->
                out.printf(
                    Locale.ROOT,
                    "%n| %s | %.3f | %.3f | %.3f | %.3f | %s |",
                    each.kind().title(),
                    each.wholeMillis(),
                    each.addedWholeMillis(),
                    each.firstMillis(),
                    each.addedFirstMillis(),
                    windows(each.valid(), results.plan().windows())));
    Plan plan = results.plan();
    out.printf(Locale.ROOT, "%n");
    out.printf(
        Locale.ROOT,
        "%n| %d streams at once, an event each %d ms | p50 ms from event to event | p99 | longest | broken off |",
        plan.streams(),
        plan.gapMillis());
    out.printf(Locale.ROOT, "%n| --- | --- | --- | --- | --- |");
    results
        .pace()
        .forEach(
            each ->
                out.printf(
                    Locale.ROOT,
                    "%n| %s | %.2f | %.2f | %.2f | %d |",
                    each.kind().title(),
                    each.gapP50Millis(),
                    each.gapP99Millis(),
                    each.gapMostMillis(),
                    each.brokenOff()));
  }

  private void overload() {
    Overload overload = results.overload();
    out.printf(Locale.ROOT, "%n");
    out.printf(
        Locale.ROOT,
        "%n| new prompts at set times, after the first second | offered per second | admitted | 503 | with retry-after | p50 ms | p99 ms |"
            + " begun late by ms | windows |");
    out.printf(Locale.ROOT, "%n| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    outcome("at capacity", overload.atCapacity());
    outcome(Overload.TIMES + " x capacity", overload.over());
  }

  private void outcome(String name, List<Outcome> all) {
    List<Outcome> valid = Overload.valid(all);
    out.printf(
        Locale.ROOT,
        "%n| %s | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f | %.1f | %s |",
        name,
        Medians.of(valid, Outcome::offered),
        Medians.of(valid, Outcome::admitted),
        Medians.of(valid, Outcome::turnedAway),
        Medians.of(valid, Outcome::withRetryAfter),
        Medians.of(valid, Outcome::p50Millis),
        Medians.of(valid, Outcome::p99Millis),
        Medians.of(valid, Outcome::latestMillis),
        windows(valid.size(), all.size()));
  }

  private void memory() {
    Memory memory = results.memory();
    out.printf(Locale.ROOT, "%n");
    out.printf(
        Locale.ROOT,
        "%nready after %s s, on all of these cores",
        results.readySeconds().stream()
            .map(seconds -> String.format(Locale.ROOT, "%.2f", seconds))
            .collect(Collectors.joining(", ")));
    out.printf(
        Locale.ROOT,
        "%nresident: %.0f MiB at first, at most %.0f in %d requests, and in the last two quarters"
            + " of %d %.0f and %.0f; each tenth prompt new%s",
        memory.first().residentBytes() / MEBIBYTE,
        memory.most() / MEBIBYTE,
        memory.counted(),
        memory.last().requests(),
        memory.mostBefore() / MEBIBYTE,
        memory.mostAtTheEnd() / MEBIBYTE,
        memory.isVoid() ? "; void: " + memory.failed() + " failed" : "");
  }

  private String actions() {
    return results.actions().entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String windows(Row row) {
    return windows(row.valid().size(), row.windows().size());
  }

  private static String windows(int valid, int all) {
    return valid == all ? "" + all : valid + "; " + (all - valid) + " void";
  }
}
