package io.railgate.proxy.cli;

import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSetInvalid;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code railgate explain DIR TEXT}. */
@Command(
    name = "explain",
    description =
        "Show what becomes of one message, and why: the rail, the nearest examples, and what the"
            + " model would be sent. No backend is called.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of the rail set.")
  private Path folder;

  @Parameters(paramLabel = "TEXT", description = "The message, as a user would type it.")
  private String text;

  @Option(names = "--json", description = "Print JSON for tools.")
  private boolean json;

  @Override
  public Integer call() throws RailSetInvalid {
    try (LoadedSet loaded = LoadedSet.load(RailSetReader.read(folder))) {
      UserTurn turn = UserTurn.of(text, loaded.encoder());
      Decision decision = loaded.engine().decide(Conversation.of(turn));
      Explanation explanation =
          new Explanation(decision, loaded.engine().railSet().settings().systemPrompt());
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? explanation.toJson() : explanation.toText());
      out.flush();
    }
    return ExitCode.OK;
  }
}
