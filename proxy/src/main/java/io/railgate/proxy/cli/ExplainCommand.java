package io.railgate.proxy.cli;

import io.railgate.proxy.loading.LoadedSet;
import io.railgate.proxy.report.Explanation;
import io.railgate.proxy.report.ExplanationJson;
import io.railgate.proxy.report.ExplanationText;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.ConversationSettings;
import io.railgate.rails.set.RailSetInvalid;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code railgate explain DIR TEXT}. */
@Command(
    name = "explain",
    description =
        "Show what becomes of a message, and why: the rail, the nearest examples, and what the"
            + " model would be sent. No backend is called.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = "%nWrite -- before messages that begin with a hyphen.")
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the rail set.")
  private Path folder;

  @Parameters(
      index = "1..*",
      paramLabel = "TEXT",
      arity = "1..*",
      description =
          "What a user types. With several, they are the turns of a conversation, and the last is"
              + " explained.")
  private List<String> texts;

  @Option(names = "--json", description = "Print JSON for tools.")
  private boolean json;

  @ArgGroup private CacheOptions cache = new CacheOptions();

  @Override
  public Integer call() throws RailSetInvalid {
    try (LoadedSet loaded =
        LoadedSet.load(RailSetReader.read(folder), cache.open(spec.commandLine().getErr()))) {
      ConversationSettings settings = loaded.engine().railSet().settings().conversation();
      UserTurn[] turns =
          texts.stream()
              .map(text -> loaded.engine().read(text, loaded.encoder()))
              .toArray(UserTurn[]::new);
      LocalDate today = LocalDate.now(settings.zone());
      List<Decision> decisions =
          loaded.engine().replay(Conversation.of(today, turns)).stream()
              .map(Step::decision)
              .toList();
      Explanation explanation = new Explanation(decisions, settings);
      PrintWriter out = spec.commandLine().getOut();
      out.print(
          json
              ? ExplanationJson.of(explanation).toPrettyString() + "\n"
              : ExplanationText.of(explanation));
      out.flush();
    }
    return ExitCode.OK;
  }
}
