package io.railgate.proxy.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.railgate.proxy.report.Explanation;
import io.railgate.proxy.report.ExplanationText;
import io.railgate.proxy.server.StartFailed;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code railgate chat DIR}. */
@Command(
    name = "chat",
    description =
        "Talk to a rail set and its backend in the terminal, or through a pipe, a message a line.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "%nIn the talk:",
      "  /why          explains the last decision",
      "  /test FILE    writes the talk into a file of tests, as a test that passes",
      "  /reload       loads the set as it is now",
      "  /new          begins a new talk",
      "  /help, /quit"
    })
final class ChatCommand implements Callable<Integer> {

  private static final String HELP =
      "/why explains the last decision, /test FILE writes the talk down as a test, /reload loads the"
          + " set as it is now, /new begins a new talk, /quit ends.";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of the rail set.")
  private Path folder;

  @ArgGroup private CacheOptions cache = new CacheOptions();

  @Override
  public Integer call() throws RailSetInvalid, StartFailed, IOException, InterruptedException {
    if (LoggerFactory.getLogger("io.railgate") instanceof Logger log) {
      log.setLevel(Level.WARN); // the talk is not to be cut up by the proxy's lines
    }
    try (ChatSession session = new ChatSession(folder, cache.open(spec.commandLine().getErr()));
        ChatLines lines = ChatLines.open()) {
      if (lines.isTerminal()) {
        tell("Talking to %s. %s".formatted(session.set().settings().name(), HELP));
      }
      boolean goesOn = true;
      while (goesOn) {
        Optional<String> line = lines.next();
        goesOn = line.isPresent() && take(line.get().strip(), session);
      }
    }
    return ExitCode.OK;
  }

  /** Whether the talk goes on. */
  private boolean take(String line, ChatSession session) throws InterruptedException {
    if (line.isEmpty()) {
      return true;
    }
    if (!line.startsWith("/")) {
      say(line, session);
      return true;
    }
    int space = line.indexOf(' ');
    String command = space < 0 ? line : line.substring(0, space);
    String argument = space < 0 ? "" : line.substring(space).strip();
    switch (command) {
      case "/why" -> why(session);
      case "/test" -> test(argument, session);
      case "/reload" -> reload(session);
      case "/new" -> {
        session.forget();
        tell("A new talk begins.");
      }
      case "/help" -> tell(HELP);
      case "/quit", "/exit" -> {
        return false;
      }
      default -> tell("There is no " + command + ". " + HELP);
    }
    return true;
  }

  private void say(String message, ChatSession session) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      session.say(
          message,
          piece -> {
            out.print(piece);
            out.flush();
          });
      out.println();
      Decision decision = session.decisions().getLast();
      tell(
          "  [%s%s]"
              .formatted(
                  decision.action(),
                  decision.decidedBy().map(RailId::toString).map(id -> " by " + id).orElse("")));
    } catch (IOException e) {
      out.println();
      tell("railgate: " + e.getMessage());
    }
  }

  private void why(ChatSession session) {
    if (session.said().isEmpty()) {
      tell("Nothing was said yet.");
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        ExplanationText.of(
            new Explanation(session.decisions(), session.set().settings().conversation())));
    out.flush();
  }

  private void test(String file, ChatSession session) {
    List<String> said = session.said();
    if (file.isEmpty() || said.isEmpty()) {
      tell(file.isEmpty() ? "/test needs a file, such as tests/talk.yml" : "Nothing was said yet.");
      return;
    }
    Path path = Path.of(file).isAbsolute() ? Path.of(file) : folder.resolve(file);
    try {
      boolean begins = !Files.exists(path) || Files.size(path) == 0;
      String head = begins ? "tests:\n" : "";
      if (!begins && !Files.readString(path).startsWith("tests:")) {
        tell(path + " does not begin with tests:, so that nothing can be added to it");
        return;
      }
      if (!begins && Files.readAllLines(path).stream().anyMatch(ChatCommand::isOtherKey)) {
        tell(path + " holds more than tests, so that nothing can be added at its end");
        return;
      }
      if (path.getParent() != null) {
        Files.createDirectories(path.getParent());
      }
      Files.writeString(
          path,
          head + TalkAsTest.of(said.getFirst(), said, session.decisions()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      tell("Written to " + path);
    } catch (IOException e) {
      tell("railgate: cannot write " + path + ": " + e);
    }
  }

  private static boolean isOtherKey(String line) {
    return !line.startsWith("tests:")
        && !line.isBlank()
        && !line.startsWith(" ")
        && !line.startsWith("#");
  }

  private void reload(ChatSession session) {
    try {
      session.reload();
      tell("Loaded; set " + session.set().settings().name());
    } catch (RailSetInvalid | StartFailed e) {
      tell(e.getMessage());
      tell("The talk goes on with the set that was.");
    }
  }

  private void tell(@Nullable String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
