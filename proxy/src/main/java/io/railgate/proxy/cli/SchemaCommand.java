package io.railgate.proxy.cli;

import io.railgate.rails.schema.Schemas;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code railgate schema}. */
@Command(
    name = "schema",
    description =
        "Print a JSON Schema with which editors complete and check the files of a rail set.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "%nName the schema in a file's first line:",
      "  # yaml-language-server: $schema=../rails.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Wanted wanted = new Wanted();

  /** One schema, or all of them. */
  static final class Wanted {

    @Parameters(
        paramLabel = "FILE",
        arity = "0..1",
        completionCandidates = Names.class,
        description = "The file that it is for: ${COMPLETION-CANDIDATES}.")
    private @Nullable String name;

    @Option(
        names = "--into",
        paramLabel = "DIR",
        description = "Write all schemas into a folder, as railgate.schema.json and so on.")
    private @Nullable Path folder;
  }

  /** The schemas' names. */
  static final class Names implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Schemas.values()).map(Schemas::id).iterator();
    }
  }

  @Override
  public Integer call() {
    if (wanted.folder != null) {
      return write(wanted.folder);
    }
    Schemas schema =
        Schemas.named(wanted.name == null ? "" : wanted.name).orElseThrow(this::unknown);
    PrintWriter out = spec.commandLine().getOut();
    out.print(schema.text());
    out.flush();
    return ExitCode.OK;
  }

  private int write(Path folder) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Files.createDirectories(folder);
      for (Schemas schema : Schemas.values()) {
        out.println(Files.writeString(folder.resolve(schema.fileName()), schema.text()));
      }
      out.flush();
      return ExitCode.OK;
    } catch (IOException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("railgate: cannot write into " + folder + ": " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private ParameterException unknown() {
    return new ParameterException(
        spec.commandLine(),
        "\"%s\" has no schema, expected one of %s"
            .formatted(wanted.name, String.join(", ", new Names())));
  }
}
