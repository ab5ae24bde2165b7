package io.railgate.proxy.cli;

import io.railgate.proxy.loading.LoadedSet;
import io.railgate.proxy.report.AttackBaseline;
import io.railgate.proxy.report.AttackJson;
import io.railgate.proxy.report.AttackReport;
import io.railgate.proxy.report.AttackText;
import io.railgate.rails.attack.Attack;
import io.railgate.rails.attack.AttackOutcome;
import io.railgate.rails.attack.Baseline;
import io.railgate.rails.attack.Comparison;
import io.railgate.rails.attack.Mutation;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.reader.RailSetReader.WithTests;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** {@code railgate attack DIR}. */
@Command(
    name = "attack",
    description =
        "Say the texts of a rail set, and attacks, in other guises, and count which attacks get"
            + " through and which legitimate texts are lost. No backend is called.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:attacked",
      "1:a limit is missed, or something is worse than in the baseline; or it could not be done",
      "2:the rail set, the baseline or the command line has errors"
    },
    footer = {
      "%nLegitimate texts are the examples, what tests accept, and first turns of conversations.",
      "Attacks are what tests reject, the lines under never, examples of rails that refuse, and a",
      "list of Railgate's own.",
      "An escape is an attack that is forwarded or passed on, or an instruction put to a legitimate",
      "text that the model is sent. A loss is a legitimate text that no longer leads to its rail."
    })
final class AttackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of the rail set.")
  private Path folder;

  @Option(
      names = "--mutations",
      paramLabel = "NAME",
      split = ",",
      converter = MutationNames.class,
      completionCandidates = MutationNames.class,
      description = "Guises to try, in a list (default: all of ${COMPLETION-CANDIDATES}).")
  private List<Mutation> mutations = Mutation.all();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "400",
      description =
          "Most legitimate texts, and most attacks; of more a sample is drawn (default:"
              + " ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What all chance depends on (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--json", description = "Print JSON for tools, with every case.")
  private boolean json;

  @Option(
      names = "--max-escapes",
      paramLabel = "N%",
      converter = Percentage.Converter.class,
      description = "Under each mutation, at most this share of the texts may escape.")
  private @Nullable Percentage maxEscapes;

  @Option(
      names = "--max-losses",
      paramLabel = "N%",
      converter = Percentage.Converter.class,
      description = "Under each mutation, at most this share of the legitimate texts may be lost.")
  private @Nullable Percentage maxLosses;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "JSON of an earlier attack with the same seed, than which nothing may be worse.")
  private @Nullable Path baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Write JSON for a later --baseline.")
  private @Nullable Path written;

  @ArgGroup private CacheOptions cache = new CacheOptions();

  @Override
  public Integer call() throws RailSetInvalid {
    requireSoundOptions();
    Optional<Baseline> before = readBaseline();
    WithTests read = RailSetReader.readWithTests(folder, System::getenv);
    AttackOutcome outcome = attack(read);
    AttackReport report =
        new AttackReport(
            read.set().settings().name(),
            folder.toString(),
            outcome,
            before.map(earlier -> Comparison.of(outcome, earlier)));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? AttackJson.of(report) : AttackText.of(report, Screen.paint()));
    out.flush();
    boolean kept = writeBaseline(report);
    List<String> missed = new AttackLimits(maxEscapes, maxLosses).missed(report);
    missed.forEach(this::tell);
    return kept && missed.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private void requireSoundOptions() {
    if (limit < 1) {
      throw wrong("--limit: found " + limit + ", expected 1 or more");
    }
    if (baseline != null && written != null && isSame(baseline, written)) {
      throw wrong(written + " is named twice, and would be written over");
    }
  }

  private AttackOutcome attack(WithTests read) throws RailSetInvalid {
    PrintWriter err = spec.commandLine().getErr();
    var progress = new ProgressLine(err, "texts embedded", Screen.isTerminal());
    try (LoadedSet loaded = LoadedSet.load(read.set(), cache.open(err))) {
      return Attack.run(
          loaded.engine(),
          loaded.encoder(),
          read.tests(),
          new Attack.Plan(seed, mutations, limit),
          progress::tell);
    }
  }

  /** Other texts would be made with another seed, and nothing could be compared. */
  private Optional<Baseline> readBaseline() {
    if (baseline == null) {
      return Optional.empty();
    }
    try {
      Baseline earlier =
          AttackBaseline.of(Files.readString(baseline))
              .orElseThrow(() -> wrong(baseline + ": is no JSON of railgate attack"));
      if (earlier.seed() != seed) {
        throw wrong(
            "%s: was made with --seed %d, this is --seed %d"
                .formatted(baseline, earlier.seed(), seed));
      }
      return Optional.of(earlier);
    } catch (IOException e) {
      throw wrong("cannot read " + baseline + ": " + e);
    }
  }

  private boolean writeBaseline(AttackReport report) {
    if (written == null) {
      return true;
    }
    try {
      Files.writeString(
          written,
          AttackJson.of(
              new AttackReport(
                  report.name(), report.folder(), report.outcome(), Optional.empty())));
      return true;
    } catch (IOException e) {
      tell("cannot write " + written + ": " + e);
      return false;
    }
  }

  private static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void tell(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("railgate: " + message);
    err.flush();
  }
}
