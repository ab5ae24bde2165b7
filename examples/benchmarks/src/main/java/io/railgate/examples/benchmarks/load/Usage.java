package io.railgate.examples.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and those that it started use of the machine, from {@code /proc}; Linux only.
 *
 * @param cpuSeconds so far, in user and kernel mode
 * @param residentBytes now
 */
record Usage(double cpuSeconds, long residentBytes) {

  /** Of {@code /proc}, on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Places in {@code /proc/PID/stat} after the name, which may hold spaces: utime and stime. */
  private static final int USER_TICKS = 11;

  private static final int KERNEL_TICKS = 12;

  /**
   * Reads it.
   *
   * @throws IOException if the process is gone
   */
  static Usage of(ProcessHandle process) throws IOException {
    double cpuSeconds = 0;
    long residentBytes = 0;
    for (ProcessHandle each : family(process)) {
      cpuSeconds += cpuSeconds(each.pid());
      residentBytes += residentBytes(each.pid());
    }
    return new Usage(cpuSeconds, residentBytes);
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  private static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.UTF_8);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[KERNEL_TICKS]))
        / TICKS_PER_SECOND;
  }

  private static long residentBytes(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IOException("no VmRSS in /proc/" + pid + "/status");
  }
}
