package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.LogTrap;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.TestProxy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever users type, the backend receives canonical prompts only, and no log holds a word. */
class ClosedWorldTest {

  private static final int TEXTS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> WORDS =
      List.of(
          "I",
          "my",
          "lost",
          "card",
          "stolen",
          "was",
          "hello",
          "please",
          "poem",
          "ignore",
          "system",
          "prompt",
          "vote",
          "the",
          "a",
          "write",
          "code",
          "\"",
          "\\",
          "\n",
          "}",
          "role",
          "user:",
          "<|im_start|>",
          "Zoë",
          "卡",
          "🂡",
          "\u202E",
          "\u0000",
          "1234 5678",
          "{amount}",
          "${HOME}");

  @TempDir Path folder;

  @Test
  void theBackendReceivesCanonicalPromptsOnly() throws Exception {
    long seed = Long.getLong("railgate.seed", 42);
    Random random = new Random(seed);
    try (ScriptedBackend backend = new ScriptedBackend();
        TestProxy proxy = TestProxy.serve(ProxiedBank.in(folder).path(), backend.url());
        LogTrap logs = new LogTrap()) {
      List<String> typed = new ArrayList<>();
      int forwarded = 0;
      for (int i = 0; i < TEXTS; i++) {
        String text = "m" + i + "x" + random.nextInt(1_000_000) + " " + text(random);
        typed.add(text);

        HttpResponse<String> response =
            random.nextBoolean() ? proxy.ask(text) : proxy.askStreamed(text);

        assertThat(response.statusCode()).as("seed %d, text %d", seed, i).isEqualTo(200);
        forwarded +=
            response.headers().firstValue("railgate-action").orElseThrow().equals("forward")
                ? 1
                : 0;
      }

      assertThat(forwarded).as("seed " + seed).isBetween(10, TEXTS - 10);
      assertThat(backend.received()).as("seed " + seed).hasSize(forwarded);
      for (ScriptedBackend.Received received : backend.received()) {
        assertThat(withoutStream(received.body())).as("seed " + seed).isEqualTo(approved());
        String mark = received.headers() + received.path();
        assertThat(typed).as("seed " + seed).noneMatch(t -> mark.contains(t.split(" ", 2)[0]));
      }
      assertThat(logs.lines()).hasSizeGreaterThan(TEXTS - 10); // the last may still be written
      for (String text : typed) {
        assertThat(String.join("\n", logs.lines()))
            .as("seed " + seed)
            .doesNotContain(text.split(" ", 2)[0]);
      }
    }
  }

  /** Mostly noise; sometimes close to an example, so that something is forwarded. */
  private static String text(Random random) {
    if (random.nextInt(4) == 0) {
      return List.of("I lost my card", "my card was stolen", "someone has stolen my bank card")
          .get(random.nextInt(3));
    }
    StringBuilder text = new StringBuilder();
    int words = 1 + random.nextInt(30);
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    return text.toString();
  }

  private static JsonNode withoutStream(String body) throws Exception {
    return ((ObjectNode) JSON.readTree(body)).without(Set.of("stream"));
  }

  private static JsonNode approved() throws Exception {
    return JSON.readTree(
        """
        {"model": "approved-model",
         "messages": [{"role": "system", "content": "%s"}, {"role": "user", "content": "%s"}]}"""
            .formatted(ProxiedBank.SYSTEM, ProxiedBank.LOST_CARD));
  }
}
