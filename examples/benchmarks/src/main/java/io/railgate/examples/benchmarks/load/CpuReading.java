package io.railgate.examples.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a process has worked, from {@code /proc}; Linux only.
 *
 * @param whole with what its threads did that have ended
 * @param threads those that have not, by their numbers
 */
record CpuReading(CpuTime whole, Map<Path, OneThread> threads) {

  /** Of {@code /proc}, on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Places in a {@code stat} after the name, which may hold spaces: utime and stime. */
  private static final int USER_TICKS = 11;

  private static final int KERNEL_TICKS = 12;

  CpuReading {
    threads = Map.copyOf(threads);
  }

  /** So far. */
  record OneThread(Work work, CpuTime time) {}

  /**
   * Reads it.
   *
   * @throws IOException if the process is gone
   */
  static CpuReading of(long pid) throws IOException {
    Path process = Path.of("/proc/" + pid);
    Map<Path, OneThread> threads = new HashMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
      for (Path task : tasks) {
        try {
          threads.put(task, thread(stat(task)));
        } catch (IOException ended) {
          // It ended since the folder was listed.
        }
      }
    }
    return new CpuReading(time(stat(process)), threads);
  }

  /** What was added since; that of threads that have ended meanwhile is {@link Work#REST}. */
  CpuTimes since(CpuReading earlier) {
    Map<Work, CpuTime> added = new EnumMap<>(Work.class);
    threads.forEach(
        (number, thread) -> {
          OneThread before = earlier.threads.get(number);
          CpuTime more = before == null ? thread.time : thread.time.minus(before.time);
          added.merge(thread.work, more, CpuTime::plus);
        });
    double ofEnded = whole.minus(earlier.whole).seconds() - new CpuTimes(added).all().seconds();
    // The kernel divides a process's time between the modes otherwise than its threads'.
    added.merge(Work.REST, new CpuTime(Math.max(0, ofEnded), 0), CpuTime::plus);
    return new CpuTimes(added);
  }

  private static String stat(Path folder) throws IOException {
    return Files.readString(folder.resolve("stat"), StandardCharsets.UTF_8);
  }

  private static OneThread thread(String stat) {
    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return new OneThread(Work.of(name), time(stat));
  }

  private static CpuTime time(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new CpuTime(
        Long.parseLong(fields[USER_TICKS]) / TICKS_PER_SECOND,
        Long.parseLong(fields[KERNEL_TICKS]) / TICKS_PER_SECOND);
  }
}
