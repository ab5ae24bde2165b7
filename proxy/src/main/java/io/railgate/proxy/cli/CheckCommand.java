package io.railgate.proxy.cli;

import io.railgate.rails.set.RailSetInvalid;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code railgate check DIR...}. */
@Command(
    name = "check",
    description =
        "Load rail sets with their tests, and warn of what loads and is likely wrong. No backend is"
            + " called.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no errors, and no warnings or not --strict",
      "1:warnings, with --strict; or it could not be done",
      "2:errors"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "Folders of rail sets. Among several, what is no rail set is passed over.")
  private List<Path> folders;

  @Option(names = "--strict", description = "End with exit code 1 if there is a warning.")
  private boolean strict;

  @ArgGroup private Format format = new Format();

  @ArgGroup private CacheOptions cache = new CacheOptions();

  /** How the findings are printed. */
  static final class Format {

    @Option(names = "--json", description = "Print JSON for tools.")
    private boolean json;

    @Option(names = "--sarif", description = "Print SARIF 2.1.0 for code hosts.")
    private boolean sarif;
  }

  @Override
  public Integer call() {
    List<Path> sets = folders.stream().filter(CheckCommand::isRailSet).toList();
    List<Path> others = folders.stream().filter(path -> !isRailSet(path)).toList();
    boolean passOver = !sets.isEmpty() && others.stream().allMatch(Files::exists);
    List<Findings> all = new ArrayList<>();
    try (var checker = new Checker(cache.open(spec.commandLine().getErr()))) {
      for (Path folder : passOver ? sets : folders) {
        all.add(check(checker, folder));
      }
    }
    if (passOver) {
      others.forEach(this::tellPassedOver);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        format.json ? FindingsJson.of(all) : format.sarif ? Sarif.of(all) : FindingsText.of(all));
    out.flush();
    return exitCode(all);
  }

  /** Also one that lacks its settings, which is an error and not passed over. */
  private static boolean isRailSet(Path folder) {
    return Files.exists(folder.resolve("railgate.yml")) || Files.exists(folder.resolve("rails"));
  }

  /** A shell's {@code examples/*} names more than rail sets. */
  private void tellPassedOver(Path path) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("railgate: " + path + " is no rail set; passed over");
    err.flush();
  }

  private static Findings check(Checker checker, Path folder) {
    try {
      return checker.check(folder);
    } catch (RailSetInvalid invalid) {
      return Findings.errors(folder, invalid.problems());
    }
  }

  private int exitCode(List<Findings> all) {
    if (all.stream().anyMatch(findings -> !findings.errors().isEmpty())) {
      return ExitCode.INVALID;
    }
    boolean warned = all.stream().anyMatch(findings -> !findings.warnings().isEmpty());
    return strict && warned ? ExitCode.FAILED : ExitCode.OK;
  }
}
