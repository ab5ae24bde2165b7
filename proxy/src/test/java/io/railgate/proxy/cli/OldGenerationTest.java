package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.Eventually;
import io.railgate.proxy.ServedProcess;
import io.railgate.rails.RailSetFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In JVMs of their own, with the launcher's collector and a large heap. */
class OldGenerationTest {

  private static final String BOUND = "bound";
  private static final String LEFT_ALONE = "left alone";

  /** What is in use, twice the growth that is allowed, and what is promoted meanwhile. */
  private static final long MOST_MIB = 16 + 2 * 32 + 32;

  @Test
  void theServersMemoryDoesNotGrowWithWhatItsCachesForget() throws Exception {
    assertThat(mostMebibytes(BOUND)).isLessThan(MOST_MIB);
    assertThat(mostMebibytes(LEFT_ALONE))
        .as("without, it would: else this test shows nothing")
        .isGreaterThan(2 * MOST_MIB);
  }

  @Test
  void aServerSeesToIt(@TempDir Path temp) throws Exception {
    RailSetFolder bank = new RailSetFolder(temp.resolve("bank"));
    List<String> launched = List.of("-XX:+UseSerialGC");
    try (ServedProcess served =
        ServedProcess.serve(bank.path(), Map.of(), launched, temp.resolve("log"))) {
      Eventually.holds("it is told", () -> usageThreshold(served) > 0);
    }
  }

  @Test
  void otherCollectorsAreLeftAlone() throws Exception {
    assertThat(said("-XX:+UseParallelGC", BOUND)).containsExactly("0");
  }

  private static long usageThreshold(ServedProcess served) {
    try {
      return served.usageThreshold("Tenured Gen");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long mostMebibytes(String how) throws Exception {
    return Long.parseLong(said("-XX:+UseSerialGC", how).getFirst());
  }

  private static List<String> said(String collector, String how) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                collector,
                "-Xms48m",
                "-Xmx512m",
                Forgetful.class.getName(),
                how)
            .redirectErrorStream(true);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.start();
    List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  /** A cache that forgets its eldest; what it forgets is old by then. */
  static final class Forgetful {

    private static final int REMEMBERED = 16 << 10;
    private static final int TOLD = 1 << 20;

    public static void main(String[] args) throws InterruptedException {
      if (args[0].equals(BOUND)) {
        OldGeneration.bound();
      }
      List<MemoryPoolMXBean> old =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Tenured Gen"))
              .toList();
      long most = 0;
      byte[][] cache = new byte[REMEMBERED][];
      for (int i = 0; i < TOLD; i++) {
        cache[i % REMEMBERED] = new byte[1000];
        if (i % 1000 == 0) {
          Thread.sleep(1); // the JVM tells of a threshold in a thread of its own
          most = Math.max(most, old.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum());
        }
      }
      System.out.println(most >> 20);
    }
  }
}
