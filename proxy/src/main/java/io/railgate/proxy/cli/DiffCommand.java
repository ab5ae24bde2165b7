package io.railgate.proxy.cli;

import io.railgate.embeddings.VectorCache;
import io.railgate.proxy.audit.AuditTexts;
import io.railgate.proxy.loading.LoadedSet;
import io.railgate.proxy.report.DiffJson;
import io.railgate.proxy.report.DiffText;
import io.railgate.rails.comparison.Comparison;
import io.railgate.rails.comparison.Dialogue;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.reader.RailSetReader.WithTests;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Problem;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.testing.OfflineTalk;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
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

/** {@code railgate diff OLD NEW}. */
@Command(
    name = "diff",
    description =
        "Show which decisions change from one version of a rail set to another, on the tests of both"
            + " and on --cases and --audit. No backend is called.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:compared",
      "1:a decision changes, with --fail-on-change; or it could not be done",
      "2:a rail set or the utterances have errors"
    })
final class DiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "OLD", description = "Folder of the set that was.")
  private Path before;

  @Parameters(index = "1", paramLabel = "NEW", description = "Folder of the set that is to be.")
  private Path after;

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      description =
          "CSV file of utterances, with the column text, and rail, which counts for nothing here; may"
              + " be given several times.")
  private List<Path> files = List.of();

  @Option(
      names = "--audit",
      paramLabel = "FILE",
      description =
          "Audit of a proxy whose railgate.yml says text: whole: what its users said is said again;"
              + " may be given several times.")
  private List<Path> audits = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write JSON for tools.")
  private @Nullable Path json;

  @Option(names = "--fail-on-change", description = "End with exit code 1 if a decision changes.")
  private boolean failOnChange;

  @Option(
      names = "--today",
      paramLabel = "DAY",
      description = "The day that today is, as 2026-11-21 (default: the day it is there).")
  private @Nullable LocalDate today;

  @ArgGroup private CacheOptions cache = new CacheOptions();

  @Override
  public Integer call() throws RailSetInvalid, CasesInvalid {
    ReportFiles reports = new ReportFiles(spec.commandLine());
    List<Path> read = new ArrayList<>(files);
    read.addAll(audits);
    reports.requireDistinct(read, json);
    WithTests old = RailSetReader.readWithTests(before, System::getenv);
    WithTests now = RailSetReader.readWithTests(after, System::getenv);
    List<Dialogue> dialogues = new ArrayList<>(Dialogue.of(now.tests()));
    dialogues.addAll(Dialogue.of(old.tests()));
    CasesReader.read(files, now.set(), old.set())
        .forEach(utterance -> dialogues.add(Dialogue.of(utterance)));
    AuditTexts audited = audited();
    dialogues.addAll(audited.dialogues());
    VectorCache vectors = cache.open(spec.commandLine().getErr());
    try (LoadedSet loadedOld = LoadedSet.load(old.set(), vectors);
        LoadedSet loadedNow = LoadedSet.load(now.set(), vectors)) {
      Comparison comparison =
          Comparison.of(
              talk(loadedOld, vectors), talk(loadedNow, vectors), Dialogue.distinct(dialogues));
      PrintWriter out = spec.commandLine().getOut();
      out.print(DiffText.of(comparison, before.toString(), after.toString(), Screen.paint()));
      if (!audits.isEmpty()) {
        out.println(told(audited));
      }
      out.flush();
      boolean written =
          reports.write(
              json,
              () ->
                  DiffJson.of(
                      comparison, loadedOld.engine().digest(), loadedNow.engine().digest()));
      boolean failed = failOnChange && !comparison.changes().isEmpty();
      return written && !failed ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private AuditTexts audited() throws CasesInvalid {
    List<Problem> problems = new ArrayList<>();
    for (Path file : audits) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        problems.add(new Problem(Place.of(file.toString()), "cannot be read as a file"));
      }
    }
    try {
      if (problems.isEmpty()) {
        AuditTexts audited = AuditTexts.read(audits);
        if (audited.lines() + audited.without() > 0 || audits.isEmpty()) {
          return audited;
        }
        problems.add(
            new Problem(
                Place.of(audits.getFirst().toString()),
                "found no line of an audit, expected lines of JSON with the key request"));
      }
    } catch (IOException e) {
      problems.add(
          new Problem(Place.of(audits.getFirst().toString()), "cannot be read: " + e.getMessage()));
    }
    throw new CasesInvalid(problems);
  }

  private static String told(AuditTexts audited) {
    return "audit: %s with what users said, %d without%s"
        .formatted(
            Counts.of(audited.lines(), "line"),
            audited.without(),
            audited.others() == 0 ? "" : ", %d of another kind".formatted(audited.others()));
  }

  private OfflineTalk talk(LoadedSet loaded, VectorCache vectors) {
    RailSet set = loaded.engine().railSet();
    LocalDate day = today != null ? today : LocalDate.now(set.settings().conversation().zone());
    return new OfflineTalk(loaded.engine(), loaded.encoder(), day, vectors);
  }
}
