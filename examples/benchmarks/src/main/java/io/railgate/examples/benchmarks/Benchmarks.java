package io.railgate.examples.benchmarks;

import io.railgate.examples.benchmarks.load.LoadCommand;
import io.railgate.examples.benchmarks.parts.JmhCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line that the script {@code run} starts. */
@Command(
    name = "run",
    description = "Measure Railgate.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {MatchingBenchmark.class, LoadCommand.class, JmhCommand.class})
public final class Benchmarks {

  private Benchmarks() {}

  /** Runs a command and exits with its code: 2 if it was not understood, 1 if it failed. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Benchmarks());
  }
}
