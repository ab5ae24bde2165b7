package io.railgate.proxy.cli;

import io.railgate.embeddings.InferenceFailed;
import io.railgate.embeddings.ModelUnusable;
import io.railgate.proxy.server.StartFailed;
import io.railgate.proxy.tracing.TracesInvalid;
import io.railgate.rails.set.RailSetInvalid;
import java.io.PrintWriter;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code railgate}. */
@Command(
    name = "railgate",
    description =
        "A guardrails proxy for LLMs. It stands between an application and an OpenAI-compatible"
            + " endpoint, finds for each user message the nearest prompt that you approved, and"
            + " sends the model that prompt instead of what the user typed. What matches nothing"
            + " gets your fixed answer and never reaches the model.%n",
    subcommands = {
      ServeCommand.class,
      CheckCommand.class,
      TestCommand.class,
      ExplainCommand.class,
      ChatCommand.class,
      EvalCommand.class,
      DiffCommand.class,
      AttackCommand.class,
      SchemaCommand.class,
      EncodersCommand.class,
      KeyCommand.class,
      RehearseCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:could not be done, such as when a port is in use",
      "2:the command line, the rail set or a variable for traces has errors",
      "130, 143:stopped by Ctrl-C or SIGTERM"
    },
    footer = {
      "%nTry it:",
      "  railgate serve examples/bank",
      "  railgate check examples/bank",
      "  railgate test examples/bank",
      "  railgate chat examples/bank",
      "  railgate explain examples/bank \"someone stole my card\"",
      "  railgate eval examples/bank --cases utterances.csv --html report.html",
      "  railgate attack examples/bank"
    })
public final class Railgate {

  private Railgate() {}

  /** Runs a command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    int code = commandLine().execute(arguments);
    Logging.end();
    System.exit(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Railgate())
        .setUsageHelpAutoWidth(true)
        .setExpandAtFiles(false) // a message may begin with @
        .setParameterExceptionHandler(Railgate::refuse)
        .setExecutionExceptionHandler(Railgate::explain);
  }

  /** A wrong command line is one line, and one that leads to the help. */
  private static int refuse(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    if (arguments.length == 0) {
      command.usage(err);
      return ExitCode.INVALID;
    }
    err.println("railgate: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.INVALID;
  }

  /** What an author or operator can mend is said in words, without a stack trace. */
  private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    PrintWriter err = command.getErr();
    switch (failure) {
      case RailSetInvalid e -> {
        err.println(e.getMessage());
        return ExitCode.INVALID;
      }
      case CasesInvalid e -> {
        err.println(e.getMessage());
        return ExitCode.INVALID;
      }
      case TracesInvalid e -> {
        err.println("railgate: " + e.getMessage());
        return ExitCode.INVALID;
      }
      case StartFailed e -> err.println("railgate: " + e.getMessage());
      case LiveTalk.Failed e -> err.println("railgate: " + e.getMessage());
      case ModelUnusable e -> err.println("railgate: " + e.getMessage());
      case InferenceFailed e -> err.println("railgate: " + e.getMessage());
      default -> throw failure;
    }
    return ExitCode.FAILED;
  }
}
