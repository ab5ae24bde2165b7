package io.railgate.proxy.cli;

import io.railgate.proxy.access.NewKey;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code railgate key ID}. */
@Command(
    name = "key",
    description = "Make a key for a client, and the lines for railgate.yml that let it in.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer =
        "%nThe key is printed once and kept nowhere: railgate.yml holds its SHA-256, which is no"
            + " secret. A client sends it as OpenAI's SDKs send theirs.")
final class KeyCommand implements Callable<Integer> {

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int MAX_ID = 64;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      description = "Name of the client, for logs: a-z, 0-9 and hyphens.")
  private String id = "";

  @Override
  public Integer call() {
    if (id.length() > MAX_ID || !ID.matcher(id).matches()) {
      throw new ParameterException(
          spec.commandLine(), "ID: expected a name such as web-shop (a-z, 0-9 and hyphens)");
    }
    NewKey key = NewKey.random();
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Key of %s, to be given to the client; it is not shown again:%n", id);
    out.printf("  %s%n", key.text());
    out.println();
    out.println("For railgate.yml; further keys go under the same \"keys\":");
    out.println("keys:");
    out.printf("  - id: %s%n", id);
    out.printf("    sha256: %s%n", key.sha256());
    out.flush();
    return ExitCode.OK;
  }
}
