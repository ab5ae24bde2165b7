package io.railgate.rails.reader;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.railgate.rails.LanguageReference;
import io.railgate.rails.LanguageReference.Block;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.schema.Schemas;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas for editors say what the loader says. */
class SchemaTest {

  private static final Path EXAMPLES = Path.of("../examples");
  private static final String DIGEST = "0a".repeat(32);
  private static final String SCHEMA_LINE = "# yaml-language-server: $schema=";

  private static final JsonSchemaFactory DRAFT_7 =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  @ParameterizedTest
  @EnumSource
  void aMappingHasTheSameKeysInTheLoaderAndInItsSchema(Keys keys) throws IOException {
    JsonNode place = place(keys);

    assertThat(place.path("additionalProperties").asBoolean(true)).isFalse();
    assertThat(names(place.path("properties"))).containsExactlyInAnyOrderElementsOf(keys.names());
  }

  @ParameterizedTest
  @EnumSource
  void everyKeyHasADescription(Keys keys) throws IOException {
    JsonNode properties = place(keys).path("properties");

    for (String name : keys.names()) {
      JsonNode property = properties.path(name);
      JsonNode described =
          property.has("$ref")
              ? root(keys).at(property.path("$ref").asText().substring(1))
              : property;
      assertThat(described.path("description").asText()).as(name).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSchemaIsOneInItself(Schemas schema) {
    var metaschema =
        DRAFT_7.getSchema(
            com.networknt.schema.SchemaLocation.of("http://json-schema.org/draft-07/schema#"));

    assertThat(metaschema.validate(json(schema))).isEmpty();
    assertThat(json(schema).path("$schema").asText())
        .isEqualTo("http://json-schema.org/draft-07/schema#");
    assertThat(schema.text()).endsWith("}\n");
    assertThat(Schemas.named(schema.id())).contains(schema);
  }

  static Stream<Path> exampleFiles() throws IOException {
    try (Stream<Path> files = Files.walk(EXAMPLES, 3)) {
      return files
          .filter(file -> file.toString().endsWith(".yml"))
          .filter(file -> !file.startsWith(EXAMPLES.resolve("src")))
          .filter(file -> !file.endsWith("compose.yml")) // of containers, not of a set
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("exampleFiles")
  void anExampleFitsTheSchemaThatItsFirstLineNames(Path file) throws IOException {
    String yaml = Files.readString(file, StandardCharsets.UTF_8);

    String first = yaml.lines().findFirst().orElse("");
    assertThat(first).startsWith(SCHEMA_LINE);
    Path named = file.resolveSibling(first.substring(SCHEMA_LINE.length())).normalize();
    Schemas schema = schemaOf(EXAMPLES.relativize(file).subpath(1, depth(file)).toString());
    assertThat(named).isRegularFile().hasContent(schema.text());
    assertThat(defects(schema, yaml)).isEmpty();
  }

  static Stream<Arguments> blocksOfTheReference() throws IOException {
    return LanguageReference.sets().values().stream()
        .flatMap(List::stream)
        .map(block -> argumentSet(block.toString(), block));
  }

  @ParameterizedTest
  @MethodSource("blocksOfTheReference")
  void whatTheReferenceShowsFits(Block block) {
    assertThat(defects(schemaOf(block.file()), block.text())).isEmpty();
  }

  static Stream<Arguments> right() {
    return Stream.of(
        rail("plain words are text", "says: [no, 12:30, 007, true, 1.5], reply: 42"),
        rail("text in quotes", "says: [\"yes\"], reply: '1'"),
        rail("many lines", "says: [x], about: one line, prompt: \"a\\nb\""),
        rail("a slot without bounds", slot("{number: {}}")),
        rail("numbers in quotes", slot("{number: {min: '-1', max: \"2.5\", decimals: '2'}}")),
        rail("keys that look like other things", slot("{one-of: {1: [one], true: 2, x: []}}")),
        rail("a list of keys", slot("{one-of: [1, no, x], default: 1}")),
        rail("days", slot("{date: {from: 2026-01-01, to: +10d}, default: tomorrow}")),
        rail("a pattern", slot("{pattern: 'A\\d', max: 2, examples: [A1]}")),
        rail("own words", slot("{text: {max: 20}, examples: [x y], ask: 'Which?'}")),
        rail("no slots", "says: [x], slots: {}, reply: y"),
        rail("pass", "says: [x], pass: true, model: m, parameters: {seed: -7}"),
        rail("cases", "says: [x], cases: [{after: [cards.a], reply: y}, {refuse: z}], accept: 0.3"),
        file("rails/cards.yml", "no rails in a file", "rails: {}"),
        settings("variables", "matching: {false-accepts: '${F:-1%}', margin: '${M:-0.2}'}"),
        settings("least and most", "matching: {false-accepts: 0.01%}"),
        settings("a percentage with a zero", "matching: {false-accepts: 05.50%}"),
        settings("accept", "matching: {accept: 0.9999, margin: 0}"),
        settings("conversation", "conversation: {system: '${S:-reject}', time-zone: UTC+1}"),
        settings("never", "never: [\"{a} b\", 007]"),
        settings("closed", "closed: false"),
        settings("a key", "keys: [{id: shop, sha256: " + DIGEST + "}]"),
        settings(
            "a key with all",
            "keys: [{id: shop, sha256: '${KEY_SHA256:-"
                + DIGEST
                + "}', groups: [cards], requests-per-minute: 1, prompts-per-minute: '${N:-2}'}]"),
        settings("limits", "limits: {requests-per-minute: 1000000, prompts-per-minute: 1}"),
        settings("no limits", "limits: {}"),
        settings("tls", "tls: {certificate: ../cert.pem, key: /etc/key.pem}"),
        settings("an encoder with its device", "encoder: {model: all-MiniLM-L6-v2-q, device: cpu}"),
        settings("the usual encoder", "encoder: {device: '${DEVICE:-cpu}'}"),
        backend("a private ca", "ca: ca.pem"),
        backend("fallbacks", "fallbacks: [{url: 'http://b/v1'}, {url: 'http://c/v1', model: m}]"),
        backend("a fallback's key", "fallbacks: [{url: 'http://b/v1', api-key: '${K:-}'}]"),
        backend("a client's certificate", "client-certificate: c.pem\n  client-key: k.pem"),
        backend("longest times", "timeout: {connect: 24h, idle: 1440m, total: 86400s}"),
        backend("times", "timeout: {connect: 1ms, first-byte: 999999ms, idle: '${I:-3s}'}"),
        backend("a key from the environment", "api-key: '${KEY:-}'"),
        test("accepts of one", "accepts: {cards.greeting: hello}"),
        test("one turn", "tests: [{name: 1, user: 2, expect: {says: 3}, backend: 4}]"),
        encoder("every key", "dimension: 8192\npooling: mean\nmax-tokens: 3\nprefix: 'query:'"));
  }

  @ParameterizedTest
  @MethodSource("right")
  void takesWhatTheLoaderTakes(String file, String yaml) {
    assertThatCode(() -> load(file, yaml)).doesNotThrowAnyException();
    assertThat(defects(schemaOf(file), yaml)).isEmpty();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        settings("unknown key", "models: [x]"),
        settings("unknown key of otherwise", "otherwise: {refuse: x, ask: y}"),
        settings("no refusal", "otherwise: {clarify: y}"),
        settings("unknown key of matching", "matching: {similarity: 0.8}"),
        settings("both thresholds", "matching: {false-accepts: 5%, accept: 0.6}"),
        settings("a share without its sign", "matching: {false-accepts: 5}"),
        settings("a share of nothing", "matching: {false-accepts: 0%}"),
        settings("a share that is too small", "matching: {false-accepts: 0.009%}"),
        settings("a share that is too large", "matching: {false-accepts: 50.1%}"),
        settings("a confidence of one", "matching: {accept: 1}"),
        settings("a margin of one", "matching: {margin: 1}"),
        settings("a margin below nothing", "matching: {margin: -0.1}"),
        settings("an empty list", "never: []"),
        settings("a text for a list", "never: x"),
        settings("unknown key of conversation", "conversation: {zone: UTC}"),
        settings("wrong word for system", "conversation: {system: keep}"),
        settings("wrong word for history", "conversation: {history: all}"),
        settings("a word for a flag", "closed: yes"),
        settings("wrong word for mode", "mode: watch"),
        settings("unknown key of audit", "audit: {file: /tmp/a, path: b}"),
        settings("audit without a file", "audit: {text: none}"),
        settings("wrong word for text", "audit: {file: /tmp/a, text: full}"),
        settings("a word for required", "audit: {file: /tmp/a, required: yes}"),
        settings("a size without a unit", "audit: {file: /tmp/a, max-size: 100}"),
        settings("a size of nothing", "audit: {file: /tmp/a, max-size: 0MB}"),
        settings("too large a size", "audit: {file: /tmp/a, max-size: 101GB}"),
        settings("no file kept", "audit: {file: /tmp/a, keep: 0}"),
        settings("too many files kept", "audit: {file: /tmp/a, keep: 1001}"),
        settings("unknown key of shared", "shared: {redis: 'redis://h', url: b}"),
        settings("shared without a server", "shared: {prefix: a}"),
        settings("a password of a server", "shared: {redis: 'redis://:pw@h'}"),
        settings("a user of a server", "shared: {redis: 'redis://me:${PW}@h'}"),
        settings("a default with a password", "shared: {redis: '${X:-redis://:pw@h}'}"),
        settings("a server of another kind", "shared: {redis: 'http://h'}"),
        settings("wrong word for when-away", "shared: {redis: 'redis://h', when-away: fail}"),
        settings("a prefix with a space", "shared: {redis: 'redis://h', prefix: 'a b'}"),
        settings(
            "too long a prefix", "shared: {redis: 'redis://h', prefix: " + "a".repeat(65) + "}"),
        settings("a timeout of nothing", "shared: {redis: 'redis://h', timeout: 0ms}"),
        settings("too long a timeout", "shared: {redis: 'redis://h', timeout: 10001ms}"),
        settings("too many seconds", "shared: {redis: 'redis://h', timeout: 11s}"),
        settings("nothing", "never:"),
        settings("no keys", "keys: []"),
        settings("a key without an id", "keys: [{sha256: " + DIGEST + "}]"),
        settings("a key without a digest", "keys: [{id: shop}]"),
        settings("a name that is none", "keys: [{id: Shop, sha256: " + DIGEST + "}]"),
        settings("a short digest", "keys: [{id: shop, sha256: abc123}]"),
        settings("no groups", "keys: [{id: shop, sha256: " + DIGEST + ", groups: []}]"),
        settings("a key's unknown key", "keys: [{id: shop, sha256: " + DIGEST + ", rate: 1}]"),
        settings("a limit of nothing", "limits: {requests-per-minute: 0}"),
        settings("too large a limit", "limits: {prompts-per-minute: 1000001}"),
        settings("half a limit", "limits: {prompts-per-minute: 1.5}"),
        settings("unknown key of limits", "limits: {tokens-per-minute: 1}"),
        settings("a certificate without its key", "tls: {certificate: cert.pem}"),
        settings("unknown key of tls", "tls: {certificate: c.pem, key: k.pem, ca: a.pem}"),
        backend("no fallbacks", "fallbacks: []"),
        backend("a fallback without a url", "fallbacks: [{model: m}]"),
        backend("a fallback's unknown key", "fallbacks: [{url: 'http://b/v1', models: [m]}]"),
        backend("a fallback's literal key", "fallbacks: [{url: 'http://b/v1', api-key: k}]"),
        backend("a client's certificate alone", "client-certificate: c.pem"),
        backend("unknown key of backend", "key: x"),
        backend("a literal key", "api-key: sk-1"),
        backend("a key with a literal default", "api-key: '${KEY:-sk-1}'"),
        backend("unknown key of timeout", "timeout: {read: 1s}"),
        backend("a time without a unit", "timeout: {idle: 30}"),
        backend("no time", "timeout: {idle: 0s}"),
        backend("too long a time", "timeout: {idle: 25h}"),
        backend("too many minutes", "timeout: {idle: 1441m}"),
        backend("too many seconds", "timeout: {idle: 86401s}"),
        file(
            "railgate.yml",
            "no model",
            RailSetFolder.SETTINGS.replace("  model: test-model\n", "")),
        file("railgate.yml", "no url", RailSetFolder.SETTINGS.replace("  url: demo\n", "")),
        file("railgate.yml", "another format", RailSetFolder.SETTINGS.replace(": 1", ": 2")),
        file("railgate.yml", "no name", RailSetFolder.SETTINGS.replace("name: test-bank\n", "")),
        file("rails/cards.yml", "unknown key of a file", "rails: {}\nrail: {}"),
        file("rails/cards.yml", "no rails", "{}"),
        file("rails/cards.yml", "name of a rail", "rails: {Lost Card: {says: [x], reply: y}}"),
        file("rails/cards.yml", "a rail is text", "rails: {a: x}"),
        rail("unknown key", "says: [x], pormpt: y, reply: z"),
        rail("no outcome", "says: [x]"),
        rail("two outcomes", "says: [x], reply: y, refuse: z"),
        rail("an outcome beside cases", "says: [x], cases: [{reply: y}], reply: z"),
        rail("after beside cases", "says: [x], cases: [{reply: y}], after: cards.a"),
        rail("model beside cases", "says: [x], cases: [{reply: y}], model: m"),
        rail("no examples", "reply: y"),
        rail("an empty list", "says: [], reply: y"),
        rail("an example twice", "says: [x, x], reply: y"),
        rail("an empty example", "says: [x, ' '], reply: y"),
        rail("an example is a mapping", "says: [{b: c}], reply: y"),
        rail("an outcome without words", "says: [x], reply: "),
        rail("two lines of about", "says: [x], reply: y, about: \"a\\nb\""),
        rail("pass: false", "says: [x], pass: false"),
        rail("a model that is not asked", "says: [x], reply: y, model: m"),
        rail("parameters that have no use", "says: [x], refuse: y, parameters: {seed: 1}"),
        rail("unknown parameter", "says: [x], prompt: y, parameters: {top_p: 1}"),
        rail("too hot", "says: [x], prompt: y, parameters: {temperature: 2.1}"),
        rail("no tokens", "says: [x], prompt: y, parameters: {max-tokens: 0}"),
        rail("top-p of nothing", "says: [x], prompt: y, parameters: {top-p: 0}"),
        rail("half a seed", "says: [x], prompt: y, parameters: {seed: 1.5}"),
        rail("accept of nothing", "says: [x], reply: y, accept: 0"),
        rail("no rail in after", "says: [x], reply: y, after: report-lost"),
        rail("an empty after", "says: [x], reply: y, after: []"),
        rail("a variable", "says: [x], reply: 'It is ${PRICE}.'"),
        rail("a variable in a refusal", "says: [x], refuse: 'Call ${PHONE}.'"),
        rail("a variable in a title", "says: [x], about: 'Call ${PHONE:-me}', reply: y"),
        rail("a variable in a question", slot("{number: {}, ask: 'In ${CURRENCY}?'}")),
        rail("half a variable", "says: [x], reply: 'It is ${PRICE:-5'"),
        rail(
            "a long name of a slot",
            "says: [x], slots: {%s: {number: {}}}, reply: y".formatted("s".repeat(65))),
        file(
            "rails/cards.yml",
            "a long name of a rail",
            "rails: {%s: {says: [x], reply: y}}".formatted("r".repeat(65))),
        rail("no cases", "says: [x], cases: []"),
        rail("unknown key of a case", "says: [x], cases: [{reply: y, says: [z]}]"),
        rail("a case without outcome", "says: [x], cases: [{after: cards.a}]"),
        rail("a case with two outcomes", "says: [x], cases: [{reply: y, refuse: z}]"),
        rail("a case with a model that is not asked", "says: [x], cases: [{reply: y, model: m}]"),
        rail("name of a slot", "says: [x], slots: {1st: {number: {}}}, reply: y"),
        rail("slot without type", slot("{ask: How much}")),
        rail("slot with two types", slot("{number: {}, date: {}}")),
        rail("unknown key of a slot", slot("{number: {}, min: 1}")),
        rail("max of a number outside", slot("{number: {}, max: 5}")),
        rail("examples of a number", slot("{number: {}, examples: [1]}")),
        rail("unknown key of a number", slot("{number: {from: 1}}")),
        rail("a number without its mapping", slot("{number: 5}")),
        rail("words for a bound", slot("{number: {min: one}}")),
        rail("too many decimals", slot("{number: {decimals: 10}}")),
        rail("too large a bound", slot("{number: {max: 1000000000000000}}")),
        rail("unknown key of a date", slot("{date: {min: today}}")),
        rail("a day that is no bound", slot("{date: {from: tomorrow}}")),
        rail("a thirteenth month", slot("{date: {from: 2026-13-01}}")),
        rail("an empty one-of", slot("{one-of: []}")),
        rail("a one-of without keys", slot("{one-of: {}}")),
        rail("a one-of of text", slot("{one-of: USD}")),
        rail("too long a pattern's text", slot("{pattern: a, max: 257}")),
        rail("no characters", slot("{text: {max: 0}}")),
        rail("too many characters", slot("{text: {max: 1001}}")),
        rail("unknown key of text", slot("{text: {min: 1}}")),
        rail("no examples of a text", slot("{text: {}, examples: []}")),
        test("no tests", "{}"),
        test("unknown key of a file", "test: []"),
        test("no test", "tests: []"),
        test("a test without a name", "tests: [{user: x}]"),
        test("turns and user", "tests: [{name: a, user: x, turns: [{user: y}]}]"),
        test("neither turns nor user", "tests: [{name: a}]"),
        test("expect beside turns", "tests: [{name: a, turns: [{user: y}], expect: {says: x}}]"),
        test("unknown key of a test", "tests: [{name: a, user: x, says: y}]"),
        test("unknown key of a turn", "tests: [{name: a, turns: [{user: y, says: x}]}]"),
        test("a turn without a user", "tests: [{name: a, turns: [{expect: {says: x}}]}]"),
        test("unknown key of expect", "tests: [{name: a, user: x, expect: {reply: y}}]"),
        test("an empty expect", "tests: [{name: a, user: x, expect: {}}]"),
        test("unknown action", "tests: [{name: a, user: x, expect: {action: answer}}]"),
        test("no rail's name", "tests: [{name: a, user: x, expect: {rail: greeting}}]"),
        test("accepts of no rail", "accepts: {greeting: [hello]}"),
        test("empty accepts", "accepts: {cards.greeting: []}"),
        test("empty rejects", "rejects: []"),
        settings("an unknown device", "encoder: {device: gpu}"),
        settings("an unknown key of the encoder", "encoder: {name: all-MiniLM-L6-v2-q}"),
        settings("encoders", "encoder: [all-MiniLM-L6-v2-q]"),
        encoder("unknown key", "dimension: 1\npooling: cls\nmodel: x"),
        encoder("no dimension", "pooling: cls"),
        encoder("no pooling", "dimension: 1"),
        encoder("a dimension of nothing", "dimension: 0\npooling: cls"),
        encoder("too large a dimension", "dimension: 8193\npooling: cls"),
        encoder("wrong pooling", "dimension: 1\npooling: max"),
        encoder("wrong batching", "dimension: 1\npooling: cls\nbatching: all"),
        encoder("too few tokens", "dimension: 1\npooling: cls\nmax-tokens: 2"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void refusesWhatTheLoaderRefuses(String file, String yaml) {
    assertThatExceptionOfType(RailSetInvalid.class).isThrownBy(() -> load(file, yaml));
    assertThat(defects(schemaOf(file), yaml)).isNotEmpty();
  }

  @Test
  void eachKindOfFileHasItsOwnSchema() {
    assertThat(Stream.of(Schemas.values()).map(Schemas::fileName))
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(Path.of("schema", name)).isRegularFile());
  }

  private static JsonNode place(Keys keys) throws IOException {
    String pointer =
        switch (keys) {
          case SETTINGS, ENCODER_FILE, RAIL_FILE, TEST_FILE -> "";
          case ENCODER -> "/properties/encoder/anyOf/1";
          case BACKEND -> "/properties/backend";
          case TIMEOUT -> "/properties/backend/properties/timeout";
          case FALLBACK -> "/properties/backend/properties/fallbacks/items";
          case MATCHING -> "/properties/matching";
          case OTHERWISE -> "/properties/otherwise";
          case CONVERSATION -> "/properties/conversation";
          case CLIENT_KEY -> "/properties/keys/items";
          case LIMITS -> "/properties/limits";
          case TLS -> "/properties/tls";
          case AUDIT -> "/properties/audit";
          case SHARED -> "/properties/shared";
          case RAIL -> "/definitions/rail";
          case CASE -> "/definitions/case";
          case PARAMETERS -> "/definitions/parameters";
          case SLOT -> "/definitions/slot";
          case NUMBER -> "/definitions/slot/properties/number";
          case DATE -> "/definitions/slot/properties/date";
          case TEXT -> "/definitions/slot/properties/text";
          case TEST -> "/definitions/test";
          case TURN -> "/definitions/turn";
          case EXPECT -> "/definitions/expect";
        };
    return root(keys).at(pointer);
  }

  private static JsonNode root(Keys keys) {
    return json(
        switch (keys) {
          case SETTINGS,
              ENCODER,
              BACKEND,
              TIMEOUT,
              FALLBACK,
              MATCHING,
              OTHERWISE,
              CONVERSATION,
              CLIENT_KEY,
              LIMITS,
              TLS,
              AUDIT,
              SHARED ->
              Schemas.SETTINGS;
          case ENCODER_FILE -> Schemas.ENCODER;
          case RAIL_FILE, RAIL, CASE, PARAMETERS, SLOT, NUMBER, DATE, TEXT -> Schemas.RAILS;
          case TEST_FILE, TEST, TURN, EXPECT -> Schemas.TESTS;
        });
  }

  private static JsonNode json(Schemas schema) {
    try {
      return JSON.readTree(schema.text());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String defects(Schemas schema, String yaml) {
    return DRAFT_7.getSchema(json(schema)).validate(EditorYaml.parse(yaml)).stream()
        .map(ValidationMessage::getMessage)
        .collect(joining("\n"));
  }

  private static Schemas schemaOf(String file) {
    return switch (Optional.ofNullable(Path.of(file).getParent()).map(Path::toString).orElse("")) {
      case "rails" -> Schemas.RAILS;
      case "tests" -> Schemas.TESTS;
      default -> file.endsWith("encoder.yml") ? Schemas.ENCODER : Schemas.SETTINGS;
    };
  }

  private static int depth(Path file) {
    return EXAMPLES.relativize(file).getNameCount();
  }

  /** Reads a set that is sound but for this file perhaps. */
  private void load(String file, String yaml) throws RailSetInvalid {
    var folder = new RailSetFolder(temp.resolve("bank"));
    folder.rails("talk.yml", "rails: {greeting: {says: [hello], reply: Hello!}}");
    if (file.equals("encoder/encoder.yml")) {
      folder.settings(RailSetFolder.SETTINGS + "encoder: ./encoder");
      folder.write("encoder/model.onnx", new byte[] {1});
      folder.write("encoder/tokenizer.json", new byte[] {2});
    }
    folder.write(file, yaml.getBytes(StandardCharsets.UTF_8));
    RailSetReader.readWithTests(folder.path(), Map.of("KEY", "k")::get);
  }

  private static Arguments file(String file, String what, String yaml) {
    return argumentSet(file + ": " + what, file, yaml);
  }

  private static Arguments rail(String what, String keys) {
    return file("rails/cards.yml", what, "rails: {a: {" + keys + "}}");
  }

  private static String slot(String slot) {
    return "says: [x], slots: {s: " + slot + "}, prompt: '{s}'";
  }

  private static Arguments settings(String what, String line) {
    String key = line.substring(0, line.indexOf(':'));
    String rest =
        key.equals("otherwise")
            ? RailSetFolder.SETTINGS.substring(0, RailSetFolder.SETTINGS.indexOf("otherwise"))
            : RailSetFolder.SETTINGS;
    return file("railgate.yml", what, rest + line + "\n");
  }

  private static Arguments backend(String what, String line) {
    return file(
        "railgate.yml",
        what,
        RailSetFolder.SETTINGS.replace("  url: demo\n", "  url: demo\n  " + line + "\n"));
  }

  private static Arguments test(String what, String yaml) {
    return file("tests/a.yml", what, yaml);
  }

  private static Arguments encoder(String what, String yaml) {
    return file("encoder/encoder.yml", what, yaml);
  }
}
