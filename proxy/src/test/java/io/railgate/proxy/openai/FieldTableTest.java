package io.railgate.proxy.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import io.railgate.proxy.openai.chat.ChatCompletions;
import io.railgate.proxy.openai.completions.TextCompletions;
import io.railgate.proxy.openai.responses.Responses;
import io.railgate.rails.set.OpenedField;
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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The README's tables of fields say what the readers do. */
class FieldTableTest {

  private static final String SECRET = "xyzzy-plugh";
  private static final Pattern ROW =
      Pattern.compile(
          "\\| (`.*) \\| (\\w+)(, unless `forward` opens it)?(?: as chat's `(\\w+)`)?[^|]* \\|");
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  /** Fields that are tested elsewhere, since more than one thing becomes of them. */
  private static final Set<String> OF_MANY_KINDS =
      Set.of("model", "messages", "prompt", "input", "stream_options");

  private static final Route CHAT =
      new Route(
          "/v1/chat/completions",
          new ChatCompletions(),
          ChatCompletionCreateParams.Body.class,
          "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]");

  private static final List<Route> ROUTES =
      List.of(
          CHAT,
          new Route(
              "/v1/completions",
              new TextCompletions(),
              CompletionCreateParams.Body.class,
              "\"prompt\":\"hello\""),
          new Route(
              "/v1/responses",
              new Responses(),
              ResponseCreateParams.Body.class,
              "\"input\":\"hello\""));

  /** A route with its table and OpenAI's own idea of its fields. */
  record Route(String path, Protocol protocol, Class<?> fields, String says) {

    /** What becomes of each field, by its name: what its row says first. */
    Map<String, Row> table() {
      Map<String, Row> table = new LinkedHashMap<>();
      Matcher row = ROW.matcher(section(path));
      while (row.find()) {
        for (String name :
            NAME.matcher(row.group(1)).results().map(found -> found.group(1)).toList()) {
          table.putIfAbsent(
              name,
              new Row(
                  row.group(2),
                  row.group(3) != null,
                  Objects.requireNonNullElse(row.group(4), name)));
        }
      }
      return table;
    }

    ChatRequest read(String field, String value) {
      return read(field, value, Set.of());
    }

    ChatRequest read(String field, String value, Set<String> opened) {
      String body = "{%s,\"%s\":%s}".formatted(says, field, value);
      return protocol.read(body.getBytes(StandardCharsets.UTF_8), opened);
    }

    @Override
    public String toString() {
      return path;
    }
  }

  /**
   * What a row says.
   *
   * @param opens whether the field can be opened
   * @param as the name by which a field is forwarded
   */
  record Row(String becomes, boolean opens, String as) {}

  @ParameterizedTest
  @FieldSource("ROUTES")
  void holdsEachFieldThatOpenAisSdkKnows(Route route) {
    List<String> known =
        Arrays.stream(route.fields.getMethods())
            .map(method -> method.getAnnotation(JsonProperty.class))
            .filter(Objects::nonNull)
            .map(JsonProperty::value)
            .toList();

    assertThat(known).hasSizeGreaterThan(15).contains("model", "user");
    assertThat(route.table().keySet()).containsAll(known);
  }

  @TestFactory
  Stream<DynamicTest> doesWithEachFieldWhatTheTableSays() {
    return ROUTES.stream()
        .flatMap(
            route ->
                route.table().entrySet().stream()
                    .filter(row -> !OF_MANY_KINDS.contains(row.getKey()))
                    .map(
                        row ->
                            DynamicTest.dynamicTest(
                                route + " " + row.getKey(),
                                () -> check(route, row.getKey(), row.getValue()))));
  }

  private static void check(Route route, String field, Row row) {
    switch (row.becomes()) {
      case "forwarded" -> {
        boolean flag = field.equals("stream") || (field.equals("logprobs") && route.equals(CHAT));
        String value = flag ? "true" : "1";
        assertThat(forwarded(route.read(field, value))).contains("\"" + row.as() + "\":" + value);
        assertThat(route.read(field, value).dropped()).isEmpty();
      }
      case "dropped" -> {
        ChatRequest chat = route.read(field, "[{\"type\":\"" + SECRET + "\"}]");
        assertThat(chat.dropped()).containsExactly(field);
        assertThat(forwarded(chat)).doesNotContain("\"" + field + "\":", SECRET);
        checkOpened(route, field, row.opens());
      }
      case "refused" ->
          assertThatThrownBy(() -> route.read(field, "\"" + SECRET + "\""))
              .isInstanceOf(ApiError.class)
              .hasMessageStartingWith(field + ": ")
              .hasMessageNotContaining(SECRET);
      default -> throw new AssertionError(field + " becomes " + row);
    }
  }

  private static void checkOpened(Route route, String field, boolean opens) {
    String value =
        switch (field) {
          case "text" -> "{\"verbosity\":\"" + SECRET + "\"}";
          case "reasoning" -> "{\"effort\":\"" + SECRET + "\"}";
          case "tools" -> "[{\"type\":\"function\",\"name\":\"" + SECRET + "\"}]";
          default -> "\"" + SECRET + "\"";
        };
    ChatRequest chat = route.read(field, value, Set.copyOf(OpenedField.NAMES));
    assertThat(chat.dropped().isEmpty()).as("%s can be opened", field).isEqualTo(opens);
    assertThat(forwarded(chat).contains(SECRET)).isEqualTo(opens);
  }

  private static String forwarded(ChatRequest chat) {
    return new ForwardedRequest(
            "m", Optional.empty(), List.of(), "the prompt", chat.parameters(), chat.opened())
        .toJson();
  }

  /** The table of a route. */
  private static String section(String path) {
    try {
      return Files.readAllLines(Path.of("..", "README.md")).stream()
          .dropWhile(line -> !line.equals("### What becomes of each field"))
          .dropWhile(line -> !line.equals("`POST " + path + "`:"))
          .skip(1)
          .takeWhile(line -> line.isEmpty() || line.startsWith("|"))
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
