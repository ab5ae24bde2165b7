package io.railgate.proxy.cli;

import io.railgate.proxy.loading.FolderWatch;
import io.railgate.proxy.report.Figures;
import io.railgate.proxy.report.TestJUnit;
import io.railgate.proxy.report.TestJson;
import io.railgate.proxy.report.TestPage;
import io.railgate.proxy.report.TestRun;
import io.railgate.proxy.report.TestText;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.reader.RailSetReader.WithTests;
import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.testing.ConversationRunner;
import io.railgate.rails.testing.Coverage;
import io.railgate.rails.testing.FirstMessages;
import io.railgate.rails.testing.TestFilter;
import io.railgate.rails.testing.TestReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code railgate test DIR}. */
@Command(
    name = "test",
    description =
        "Play the conversations under tests/ without a model, and say what does not go as expected"
            + " and why. No backend is called, but with --live.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all tests passed",
      "1:a test failed, or --min-coverage is missed; or it could not be done",
      "2:the rail set or its tests have errors"
    })
final class TestCommand implements Callable<Integer> {

  /** Editors write a file in several steps. */
  private static final Duration STILL = Duration.ofMillis(60);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of the rail set.")
  private Path folder;

  @Option(
      names = "--filter",
      paramLabel = "WORDS",
      description =
          "Play only tests whose name, file, rail or messages hold these words; may be given several"
              + " times.")
  private List<String> filter = List.of();

  @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML for CI.")
  private @Nullable Path junit;

  @Option(names = "--json", paramLabel = "FILE", description = "Write JSON for tools.")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page for people.")
  private @Nullable Path html;

  @Option(
      names = "--min-coverage",
      paramLabel = "N%",
      converter = Percentage.Converter.class,
      description =
          "Of the set's rails, cases, slots and outcomes, at least this share must be exercised.")
  private @Nullable Percentage minCoverage;

  @Option(
      names = "--today",
      paramLabel = "DAY",
      description = "The day that today is, as 2026-11-21 (default: the day it is there).")
  private @Nullable LocalDate today;

  @Option(
      names = "--watch",
      description = "Play them again whenever a file of the set changes, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--live",
      paramLabel = "URL",
      description =
          "Play them through a proxy that runs, such as http://127.0.0.1:8080/v1, and its backend;"
              + " with the client key in RAILGATE_KEY, if it wants one.")
  private @Nullable URI live;

  @ArgGroup private CacheOptions cache = new CacheOptions();

  private boolean rehearsed;

  @Override
  public Integer call() throws RailSetInvalid, IOException, InterruptedException {
    new ReportFiles(spec.commandLine()).requireDistinct(List.of(), junit, json, html);
    if (minCoverage != null && (!filter.isEmpty() || live != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "--min-coverage is of all tests, played offline; leave out %s"
              .formatted(live == null ? "--filter" : "--live"));
    }
    if (watch && live != null) {
      throw new ParameterException(spec.commandLine(), "--watch plays offline; leave out --live");
    }
    if (live != null) {
      return report(throughProxy(live));
    }
    try (TestBench bench = new TestBench(folder, cache.open(spec.commandLine().getErr()))) {
      if (!watch) {
        return report(offline(bench));
      }
      FolderWatch.of(folder, STILL).run(() -> again(bench));
      return ExitCode.OK;
    }
  }

  private void again(TestBench bench) {
    try {
      var unused = report(offline(bench));
      if (!rehearsed) {
        rehearsed = true;
        bench.rehearse();
      }
    } catch (RailSetInvalid e) {
      tell(e.getMessage());
    } catch (ParameterException e) {
      tell("railgate: " + e.getMessage());
    }
    tell("Watching %s; Ctrl-C ends.".formatted(folder));
  }

  private TestRun offline(TestBench bench) throws RailSetInvalid {
    bench.load();
    ConversationTests tests = filtered(bench.tests());
    TestReport report = bench.run(tests, day(bench.set()));
    return new TestRun(
        bench.set().settings().name(),
        folder.toString(),
        bench.engine().digest(),
        day(bench.set()).toString(),
        report.results(),
        filter.isEmpty() ? Optional.of(report.coverage()) : Optional.empty(),
        Optional.of(FirstMessages.evaluation(bench.engine(), report)));
  }

  private TestRun throughProxy(URI proxy) throws RailSetInvalid {
    WithTests read = RailSetReader.readWithTests(folder, System::getenv);
    ConversationTests tests = filtered(read.tests());
    LiveTalk talk =
        new LiveTalk(
            proxy,
            read.set().settings().backend().models(),
            Optional.ofNullable(System.getenv(LiveTalk.KEY_VARIABLE)));
    var results = new ConversationRunner(talk).run(tests);
    return new TestRun(
        read.set().settings().name(),
        folder.toString(),
        talk.setDigest(),
        day(read.set()).toString(),
        results,
        Optional.empty(),
        Optional.empty());
  }

  private ConversationTests filtered(ConversationTests tests) {
    ConversationTests picked = TestFilter.matching(tests, filter);
    if (picked.isEmpty() && !filter.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--filter: no test holds \"" + String.join("\" or \"", filter) + '"');
    }
    return picked;
  }

  private LocalDate day(RailSet set) {
    return today != null ? today : LocalDate.now(set.settings().conversation().zone());
  }

  private int report(TestRun run) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(TestText.of(run, Screen.paint()));
    out.flush();
    ReportFiles files = new ReportFiles(spec.commandLine());
    boolean junitWritten = files.write(junit, () -> TestJUnit.of(run));
    boolean jsonWritten = files.write(json, () -> TestJson.of(run));
    boolean htmlWritten = files.write(html, () -> TestPage.of(run));
    boolean written = junitWritten && jsonWritten && htmlWritten;
    boolean covered = run.coverage().filter(this::isTooLittle).isEmpty();
    return run.failed().isEmpty() && written && covered ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean isTooLittle(Coverage coverage) {
    int all = coverage.items().size();
    if (minCoverage == null || !minCoverage.isAbove(coverage.covered(), all)) {
      return false;
    }
    tell(
        "railgate: --min-coverage: %s of the set is exercised, expected at least %s"
            .formatted(Figures.of(coverage.covered(), all), minCoverage));
    return true;
  }

  private void tell(@Nullable String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
