package io.railgate.examples.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The machine that was measured on, and what was measured.
 *
 * @param memoryMebibytes of the machine
 * @param load processes that wanted to run in the minute before, beside the benchmark's own
 * @param commit of the sources; with a plus sign if files differ from it
 */
record Machine(
    String cpu,
    int cores,
    long memoryMebibytes,
    String os,
    String java,
    String load,
    String wrk,
    String nginx,
    String commit) {

  /**
   * Describes this one; Linux only.
   *
   * @param home of the source tree
   */
  static Machine here(Path home) throws IOException {
    return new Machine(
        value("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1024,
        value("/etc/os-release", "PRETTY_NAME").replace("\"", "")
            + ", kernel "
            + System.getProperty("os.version"),
        System.getProperty("java.vendor.version"),
        Files.readString(Path.of("/proc/loadavg"), StandardCharsets.UTF_8).split(" ", -1)[0],
        "wrk " + wrk(Tools.said(home, List.of("wrk", "--version"))),
        Tools.has("nginx") ? Tools.said(home, List.of("nginx", "-v")) : "none",
        commit(home));
  }

  String describe() {
    return """
        %s, %d cores, %d MiB; %s
        JDK %s; %s; %s
        commit %s; load average before: %s"""
        .formatted(cpu, cores, memoryMebibytes, os, java, wrk, nginx, commit, load);
  }

  private static String commit(Path home) {
    String commit = Tools.said(home, List.of("git", "rev-parse", "--short=12", "HEAD"));
    boolean changed = !Tools.said(home, List.of("git", "status", "--porcelain")).isEmpty();
    return changed ? commit + "+" : commit;
  }

  private static String wrk(String said) {
    return said.startsWith("wrk ") ? said.split(" ", -1)[1] : "?";
  }

  /** What stands after the name on its line, or a question mark. */
  private static String value(String file, String name) throws IOException {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return "?";
    }
    return Files.readAllLines(path).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replaceFirst("^\\s*[:=]\\s*", ""))
        .findFirst()
        .orElse("?");
  }
}
