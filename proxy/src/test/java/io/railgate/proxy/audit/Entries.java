package io.railgate.proxy.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Entries for tests, and what a file holds of them. */
final class Entries {

  static final String SAID = "somebody took my card";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Entries() {}

  /** One without a decision, on which the user said {@link #SAID}. */
  static AuditEntry entry(String request) {
    return new AuditEntry(
        Instant.parse("2026-11-21T10:15:30.123456Z"),
        request,
        Optional.empty(),
        "d1gest",
        "enforce",
        "/v1/chat/completions",
        false,
        Optional.empty(),
        Optional.empty(),
        400,
        Optional.of("invalid_body"),
        Map.of(Stage.READ, Duration.ofNanos(1_234_567)),
        Duration.ofMillis(5),
        List.of("stop"),
        List.of("hello", SAID));
  }

  /** The lines of a file; fails if one is not whole. */
  static List<JsonNode> lines(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new AssertionError("the last line has no end");
    }
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  /** The ids of the requests in a file. */
  static List<String> requests(Path file) throws IOException {
    return lines(file).stream().map(line -> line.path("request").asText()).toList();
  }

  /** Waits until something holds, ten seconds at most. */
  static void await(BooleanSupplier holds) throws InterruptedException {
    for (int i = 0; i < 1000 && !holds.getAsBoolean(); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    if (!holds.getAsBoolean()) {
      throw new AssertionError("not within ten seconds");
    }
  }
}
