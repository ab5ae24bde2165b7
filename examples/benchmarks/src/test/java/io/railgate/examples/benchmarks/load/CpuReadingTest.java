package io.railgate.examples.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Threads of this JVM that work, and what is read of them. */
@EnabledOnOs(OS.LINUX)
class CpuReadingTest {

  private static final long WORKED = TimeUnit.MILLISECONDS.toNanos(300);

  /** What is read is rounded to hundredths of a second. */
  private static final double SECONDS = 0.28;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final AtomicLong SINK = new AtomicLong();

  @BeforeAll
  static void isAbleTo() {
    assertThat(THREADS.isCurrentThreadCpuTimeSupported()).isTrue();
  }

  @Test
  void timeIsOfWhatTheThreadDoes() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    CpuReading before = reading();

    Thread encodes = working("encoder-lane-7", mayEnd);
    Thread decides = working("vert.x-worker-thread-3", mayEnd);
    CpuTimes times = reading().since(before);
    mayEnd.countDown();
    encodes.join();
    decides.join();

    assertThat(times.on(Work.ENCODING).seconds()).isBetween(SECONDS, 2 * SECONDS);
    assertThat(times.on(Work.DECIDING).seconds()).isBetween(SECONDS, 2 * SECONDS);
    assertThat(times.on(Work.EVENT_LOOP).seconds()).isZero();
    assertThat(times.all().seconds()).isGreaterThan(2 * SECONDS);
  }

  @Test
  void timeOfThreadsThatHaveEndedIsCountedToo() throws Exception {
    CpuReading before = reading();

    working("encoder-lane-8", new CountDownLatch(0)).join();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (isThere("encoder-lane-8") && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    CpuTimes times = reading().since(before);

    assertThat(times.on(Work.ENCODING).seconds()).isZero();
    assertThat(times.on(Work.REST).seconds()).isGreaterThan(SECONDS);
  }

  private static CpuReading reading() throws Exception {
    return CpuReading.of(ProcessHandle.current().pid());
  }

  /** A thread that has worked as long as it is to, and waits until it may end. */
  private static Thread working(String name, CountDownLatch mayEnd) throws Exception {
    CountDownLatch worked = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .name(name)
            .start(
                () -> {
                  while (THREADS.getCurrentThreadCpuTime() < WORKED) {
                    SINK.incrementAndGet();
                  }
                  worked.countDown();
                  try {
                    mayEnd.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    worked.await();
    return thread;
  }

  private static boolean isThere(String name) throws Exception {
    try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path task : tasks) {
        if (Files.readString(task.resolve("comm")).strip().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
