package io.railgate.proxy.cli;

import io.railgate.proxy.loading.LoadedSet;
import io.railgate.proxy.report.EvaluationJson;
import io.railgate.proxy.report.EvaluationPage;
import io.railgate.proxy.report.EvaluationText;
import io.railgate.proxy.report.Figures;
import io.railgate.proxy.report.Report;
import io.railgate.rails.evaluation.Evaluation;
import io.railgate.rails.evaluation.Evaluator;
import io.railgate.rails.evaluation.Labelled;
import io.railgate.rails.evaluation.Result;
import io.railgate.rails.evaluation.Tally;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code railgate eval DIR --cases FILE}. */
@Command(
    name = "eval",
    description =
        "Measure a rail set by labelled utterances: what is accepted, by which rail, how sure, and"
            + " what another threshold would change. No backend is called.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:evaluated",
      "1:--min-accuracy or --max-wrong-accepts is missed; or it could not be done",
      "2:the rail set or the utterances have errors"
    },
    footer = {
      "%nA table of utterances has two columns; without a rail, a text must match nothing:",
      "  text,rail",
      "  my card is gone,cards.report-lost",
      "  \"tell me a joke, please\","
    })
final class EvalCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of the rail set.")
  private Path folder;

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      required = true,
      description = "CSV file of labelled utterances; may be given several times.")
  private List<Path> files = List.of();

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page for people.")
  private @Nullable Path html;

  @Option(names = "--json", paramLabel = "FILE", description = "Write JSON for tools.")
  private @Nullable Path json;

  @Option(
      names = "--min-accuracy",
      paramLabel = "N%",
      converter = Percentage.Converter.class,
      description = "Of what is in scope, at least this share must be accepted by the right rail.")
  private @Nullable Percentage minAccuracy;

  @Option(
      names = "--max-wrong-accepts",
      paramLabel = "N%",
      converter = Percentage.Converter.class,
      description =
          "Of what is out of scope, at most this share may be accepted; and of what is in scope, at"
              + " most this share by another rail.")
  private @Nullable Percentage maxWrongAccepts;

  @ArgGroup private CacheOptions cache = new CacheOptions();

  @Override
  public Integer call() throws RailSetInvalid, CasesInvalid {
    ReportFiles reports = new ReportFiles(spec.commandLine());
    reports.requireDistinct(files, json, html);
    RailSet set = RailSetReader.read(folder);
    List<Labelled> utterances = CasesReader.read(files, set);
    Report report = report(set, utterances);
    PrintWriter out = spec.commandLine().getOut();
    out.print(EvaluationText.of(report));
    out.flush();
    boolean jsonWritten = reports.write(json, () -> EvaluationJson.of(report));
    boolean htmlWritten = reports.write(html, () -> EvaluationPage.of(report));
    List<String> missed = missed(report.evaluation().tally());
    missed.forEach(this::tell);
    return jsonWritten && htmlWritten && missed.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Report report(RailSet set, List<Labelled> utterances) throws RailSetInvalid {
    try (LoadedSet loaded = LoadedSet.load(set, cache.open(spec.commandLine().getErr()))) {
      Evaluation evaluation = Evaluator.evaluate(loaded.engine(), loaded.encoder(), utterances);
      return new Report(
          set.settings().name(),
          folder.toString(),
          files.stream().map(Path::toString).toList(),
          evaluation);
    }
  }

  /** What was demanded and is not so; a share of nothing is never enough. */
  private List<String> missed(Tally tally) {
    List<String> missed = new ArrayList<>();
    int inScope = tally.inScope();
    int right = tally.of(Result.RIGHT_ACCEPT);
    if (minAccuracy != null && inScope == 0) {
      missed.add("--min-accuracy: no utterance has a rail");
    } else if (minAccuracy != null && minAccuracy.isAbove(right, inScope)) {
      missed.add(
          "--min-accuracy: %s of what is in scope was accepted by the right rail, expected at least %s"
              .formatted(Figures.of(right, inScope), minAccuracy));
    }
    if (maxWrongAccepts != null) {
      int otherRail = tally.of(Result.OTHER_RAIL);
      int wrong = tally.of(Result.WRONG_ACCEPT);
      if (maxWrongAccepts.isBelow(wrong, tally.outOfScope())) {
        missed.add(
            "--max-wrong-accepts: %s of what is out of scope was accepted, expected at most %s"
                .formatted(Figures.of(wrong, tally.outOfScope()), maxWrongAccepts));
      }
      if (maxWrongAccepts.isBelow(otherRail, inScope)) {
        missed.add(
            "--max-wrong-accepts: %s of what is in scope was accepted by another rail, expected at most %s"
                .formatted(Figures.of(otherRail, inScope), maxWrongAccepts));
      }
    }
    return missed;
  }

  private void tell(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("railgate: " + message);
    err.flush();
  }
}
