package io.railgate.examples.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the benchmark's, held to cores. Closing ends it, and those that it started. */
final class Part implements AutoCloseable {

  private static final int SECONDS_TO_END = 10;

  private final String name;
  private final Process process;
  private final Path log;

  private Part(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process.
   *
   * @param name what it is, for messages
   * @param folder is written what the process says on its standard error
   */
  static Part start(
      String name, Cores cores, List<String> command, Map<String, String> variables, Path folder)
      throws IOException {
    Path log = folder.resolve(name.replace(' ', '-') + ".log");
    ProcessBuilder builder = new ProcessBuilder(cores.hold(command)).redirectError(log.toFile());
    builder.environment().putAll(variables);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Part(name, process, log);
  }

  /** A JVM with the class path of this one. */
  static Part java(String name, Cores cores, Class<?> main, List<String> arguments, Path folder)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-Dlogback.configurationFile=benchmarks-logback.xml",
                main.getName()));
    command.addAll(arguments);
    // Not as an option: ONNX Runtime may crash if the command line is long.
    Map<String, String> variables = Map.of("CLASSPATH", System.getProperty("java.class.path"));
    return start(name, cores, command, variables, folder);
  }

  String name() {
    return name;
  }

  Process process() {
    return process;
  }

  Usage usage() throws IOException {
    return Usage.of(process.toHandle());
  }

  /** The next line of its standard output. */
  String readLine() throws IOException {
    String line = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (line == null) {
      throw ended();
    }
    return line;
  }

  void writeLine(String line) throws IOException {
    var out = process.outputWriter(StandardCharsets.UTF_8);
    out.write(line);
    out.newLine();
    out.flush();
  }

  /** That it is gone, with the last of what it said. */
  IOException ended() throws IOException {
    List<String> said = Files.readAllLines(log, StandardCharsets.UTF_8);
    return new IOException(
        name
            + " has ended; the last that it said: "
            + String.join(" / ", said.subList(Math.max(0, said.size() - 5), said.size())));
  }

  @Override
  public void close() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
