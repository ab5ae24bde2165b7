package io.railgate.proxy.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A client that another package manager installs: what stands for it under src/test/clients is
 * copied to target/clients, and installed there once. Where that cannot be done its scenarios are
 * left out, which a line on the standard output says.
 */
final class Installation {

  /** Longest time for one command, in seconds. */
  private static final int PATIENCE_S = 120;

  /** Of each that could not be installed, the line that says so: none is tried again. */
  private static final Map<String, String> LEFT_OUT = new ConcurrentHashMap<>();

  private final String name;
  private final Path folder;

  Installation(String name) {
    this.name = name;
    this.folder = Path.of("target", "clients", name).toAbsolutePath();
  }

  Path folder() {
    return folder;
  }

  /** Installs by running the commands one after the other; aborts the test if one of them fails. */
  Path by(String manifest, List<List<String>> commands) {
    if (LEFT_OUT.containsKey(name)) {
      return Assumptions.abort(LEFT_OUT.get(name));
    }
    try {
      copy(Path.of("src", "test", "clients", name));
      Path installed = folder.resolve("installed");
      String wanted = Files.readString(folder.resolve(manifest));
      if (!Files.exists(installed) || !Files.readString(installed).equals(wanted)) {
        for (List<String> command : commands) {
          run(command);
        }
        Files.writeString(installed, wanted);
      }
      return folder;
    } catch (IOException e) {
      throw leftOut(e.toString());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void copy(Path source) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve("install.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw leftOut(command.getFirst() + " took more than " + PATIENCE_S + " s");
    }
    if (process.exitValue() != 0) {
      throw leftOut(String.join(" ", command) + " failed, see " + log);
    }
  }

  private RuntimeException leftOut(String why) {
    String line = "The scenarios of " + name + " are left out: " + why;
    System.out.println(line);
    LEFT_OUT.put(name, line);
    return Assumptions.abort(line);
  }
}
