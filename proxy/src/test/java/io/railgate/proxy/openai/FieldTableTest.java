package io.railgate.proxy.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.railgate.proxy.openai.chat.ChatCompletions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The README's table of fields says what the reader does. */
class FieldTableTest {

  private static final String SECRET = "xyzzy-plugh";
  private static final Pattern ROW = Pattern.compile("\\| (`.*) \\| (\\w+)[^|]* \\|");
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  /** What becomes of each field, by its name: the first word of its row. */
  private static final Map<String, String> TABLE = table();

  @Test
  void holdsEachFieldThatOpenAisSdkKnows() {
    List<String> known =
        Arrays.stream(ChatCompletionCreateParams.Body.class.getMethods())
            .map(method -> method.getAnnotation(JsonProperty.class))
            .filter(Objects::nonNull)
            .map(JsonProperty::value)
            .toList();

    assertThat(known).hasSizeGreaterThan(25).contains("prediction", "tools");
    assertThat(TABLE.keySet()).containsAll(known);
  }

  @TestFactory
  List<DynamicTest> doesWithEachFieldWhatTheTableSays() {
    return TABLE.entrySet().stream()
        .filter(row -> !List.of("model", "messages", "stream_options").contains(row.getKey()))
        .map(
            row -> DynamicTest.dynamicTest(row.getKey(), () -> check(row.getKey(), row.getValue())))
        .toList();
  }

  private static void check(String field, String becomes) {
    switch (becomes) {
      case "forwarded" -> {
        String value = List.of("logprobs", "stream").contains(field) ? "true" : "1";
        assertThat(forwarded(read(field, value))).contains("\"" + field + "\":" + value);
        assertThat(read(field, value).dropped()).isEmpty();
      }
      case "dropped" -> {
        ChatRequest chat = read(field, "[{\"type\":\"" + SECRET + "\"}]");
        assertThat(chat.dropped()).containsExactly(field);
        assertThat(forwarded(chat)).doesNotContain("\"" + field + "\":", SECRET);
      }
      default -> throw new AssertionError(field + " becomes " + becomes);
    }
  }

  private static String forwarded(ChatRequest chat) {
    return new ForwardedRequest("m", Optional.empty(), List.of(), "the prompt", chat.parameters())
        .toJson();
  }

  private static ChatRequest read(String field, String value) {
    String body =
        "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}],\"%s\":%s}"
            .formatted(field, value);
    return new ChatCompletions().read(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> table() {
    Map<String, String> table = new LinkedHashMap<>();
    Matcher row = ROW.matcher(section());
    while (row.find()) {
      for (String name :
          NAME.matcher(row.group(1)).results().map(found -> found.group(1)).toList()) {
        table.putIfAbsent(name, row.group(2));
      }
    }
    return table;
  }

  private static String section() {
    try {
      return Files.readAllLines(Path.of("..", "README.md")).stream()
          .dropWhile(line -> !line.equals("### What becomes of each field"))
          .takeWhile(line -> !line.startsWith("## "))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
