package io.railgate.rails.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.RailSetFolder;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long a set of 10,000 rails with 50,000 examples takes to load, without embedding, in
 * a JVM that has loaded nothing before. Not part of the build; run it by name. The goal is 3 s and
 * less than the heap of the tests, 1 GiB.
 */
class LargeSetBenchmark {

  private static final int FILES = 20;
  private static final int RAILS_IN_A_FILE = 500;

  @TempDir Path temp;

  @Test
  void printSecondsAndHeapOfTheFirstLoad() throws IOException, RailSetInvalid {
    RailSetFolder folder = write();

    long start = System.nanoTime();
    RailSet set = RailSetReader.read(folder.path());
    double seconds = (System.nanoTime() - start) / 1e9;

    System.out.printf(
        Locale.ROOT,
        "%d rails, %d examples, %.1f MiB of YAML: loaded in %.2f s, %d MiB of heap used, of which"
            + " %d MiB by the set%n",
        set.rails().size(),
        set.exampleCount(),
        bytes(folder.path()) / (double) (1 << 20),
        seconds,
        usedMebibytes(false),
        usedMebibytes(true));
    assertThat(set.rails()).hasSize(10_000);
    assertThat(set.exampleCount()).isEqualTo(50_000);
  }

  private RailSetFolder write() throws IOException {
    RailSetFolder folder = new RailSetFolder(temp.resolve("large"));
    Files.delete(folder.path().resolve("rails/cards.yml"));
    for (int file = 0; file < FILES; file++) {
      StringBuilder yaml = new StringBuilder("rails:\n");
      for (int rail = 0; rail < RAILS_IN_A_FILE; rail++) {
        yaml.append(rail(file, rail));
      }
      folder.rails("group-%d.yml".formatted(file), yaml.toString());
    }
    return folder;
  }

  /** Of ten rails one has slots, one has cases, and the others a prompt. */
  private static String rail(int file, int rail) {
    String says =
        """
          rail-%2$d:
            about: What customers ask about product %2$d of branch %1$d
            says:
              - what does product %2$d cost at branch %1$d?
              - I would like to return product %2$d, which I bought at branch %1$d
              - "is product %2$d: the large one, in stock at branch %1$d"
              - how long is the warranty of product %2$d from branch %1$d
        """
            .formatted(file, rail);
    return says
        + switch (rail % 10) {
          case 0 ->
              """
                    - send {count} of product %2$d on {day} to {town}
                  slots:
                    count: {number: {min: 1, max: 100}}
                    day: {date: {from: today, to: +1y}}
                    town: {one-of: {PAR: [paris, city of light], BER: [berlin], ROM: [rome, roma]}}
                  prompt: Confirm that {count} pieces are sent on {day} to {town}.
              """
                  .formatted(file, rail);
          case 1 ->
              """
                    - yes, product %2$d of branch %1$d
                  cases:
                    - after: group-%1$d.rail-0
                      prompt: Confirm that the order is placed.
                    - after: [group-%1$d.*, group-0.rail-2]
                      reply: Thank you.
                    - refuse: Please ask for a product first.
              """
                  .formatted(file, rail);
          default ->
              """
                    - who made product %2$d that branch %1$d sells
                  prompt: >-
                    Explain in at most three sentences what branch %1$d charges for product %2$d, how it is
                    returned within thirty days, and that the warranty is two years. Do not promise that it
                    is in stock, and do not name a date of delivery.
              """
                  .formatted(file, rail);
        };
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (var files = Files.list(folder.resolve("rails"))) {
      for (Path file : files.toList()) {
        bytes += Files.readString(file, StandardCharsets.UTF_8).length();
        assertThat(Files.size(file)).isLessThanOrEqualTo(YamlFile.MAX_BYTES);
      }
    }
    return bytes;
  }

  private static long usedMebibytes(boolean collected) {
    if (collected) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
