package io.railgate.examples.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process and those that it started use of the machine, from {@code /proc}; Linux only.
 *
 * @param cpu so far, by the processes' numbers
 * @param residentBytes now
 */
record Usage(Map<Long, CpuReading> cpu, long residentBytes) {

  Usage {
    cpu = Map.copyOf(cpu);
  }

  /**
   * Reads it.
   *
   * @throws IOException if the process is gone
   */
  static Usage of(ProcessHandle process) throws IOException {
    Map<Long, CpuReading> cpu = new HashMap<>();
    long residentBytes = 0;
    for (ProcessHandle each : family(process)) {
      cpu.put(each.pid(), CpuReading.of(each.pid()));
      residentBytes += residentBytes(each.pid());
    }
    return new Usage(cpu, residentBytes);
  }

  /** What the processes that were there have worked since. */
  CpuTimes cpuSince(Usage earlier) {
    CpuTimes sum = CpuTimes.NONE;
    for (Map.Entry<Long, CpuReading> now : cpu.entrySet()) {
      CpuReading before = earlier.cpu.get(now.getKey());
      if (before != null) {
        sum = sum.plus(now.getValue().since(before));
      }
    }
    return sum;
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
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
