package io.railgate.rails.reader;

import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.ConversationTests.Accepted;
import io.railgate.rails.set.ConversationTests.ConversationTest;
import io.railgate.rails.set.ConversationTests.Expected;
import io.railgate.rails.set.ConversationTests.Turn;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one {@code tests/*.yml}. */
final class TestFileReader {

  private static final List<String> ACTIONS =
      List.of("forward", "pass", "reply", "ask", "clarify", "refuse");

  private final YamlFile file;
  private final KnownRails rails;
  private final Scalars scalars;
  private final Problems problems;

  /**
   * Reads a file.
   *
   * @param rails all that the set has
   */
  TestFileReader(YamlFile file, KnownRails rails, Problems problems) {
    this.file = file;
    this.rails = rails;
    this.scalars = Scalars.plain(problems);
    this.problems = problems;
  }

  /** The tests without a problem. */
  ConversationTests read(Node root) {
    return Mapping.of(root, "the test file", file, problems)
        .map(this::tests)
        .orElse(ConversationTests.NONE);
  }

  private ConversationTests tests(Mapping top) {
    top.allowOnly(Keys.TEST_FILE);
    if (top.keys().isEmpty()) {
      problems.add(top.place(), "expected tests, accepts or rejects");
    }
    List<ConversationTest> conversations =
        top.mappings("tests", "a test").stream().flatMap(each -> test(each).stream()).toList();
    List<Accepted> accepts =
        top.mapping("accepts", "\"accepts\"").map(this::accepts).orElse(List.of());
    List<Example> rejects =
        top.texts("rejects").orElse(List.of()).stream()
            .map(text -> new Example(Template.words(text.value()), text.place()))
            .toList();
    return new ConversationTests(conversations, accepts, rejects);
  }

  private Optional<ConversationTest> test(Mapping test) {
    test.allowOnly(Keys.TEST);
    Optional<Text> name = test.requiredText("name");
    if (test.meansOneOf(List.of("turns", "user"))) {
      return Optional.empty();
    }
    if (test.has("turns") == test.has("user")) {
      problems.add(
          test.place(),
          "a test has %s, expected turns, or one user with its expect"
              .formatted(test.has("turns") ? "turns and user" : "neither turns nor user"));
      return Optional.empty();
    }
    List<Turn> turns = new ArrayList<>();
    if (test.has("user")) {
      turn(test).ifPresent(turns::add);
    } else {
      for (String key : List.of("expect", "backend")) {
        if (test.has(key)) {
          problems.add(
              test.placeOf(key),
              "\"%s\" stands beside \"turns\", expected it in one of them".formatted(key));
        }
      }
      for (Mapping turn : test.mappings("turns", "a turn")) {
        turn.allowOnly(Keys.TURN);
        turn(turn).ifPresent(turns::add);
      }
    }
    return name.isEmpty() || turns.isEmpty()
        ? Optional.empty()
        : Optional.of(new ConversationTest(name.get().value(), turns, name.get().place()));
  }

  private Optional<Turn> turn(Mapping turn) {
    Optional<Text> user = turn.requiredText("user");
    Optional<Expected> expected =
        turn.has("expect")
            ? turn.mapping("expect", "\"expect\"", "{rail: cards.report-lost}")
                .flatMap(this::expected)
            : Optional.of(Expected.ANYTHING);
    Optional<String> backend = turn.text("backend").map(Text::value);
    return user.isEmpty() || expected.isEmpty()
        ? Optional.empty()
        : Optional.of(new Turn(user.get().value(), expected.get(), backend, user.get().place()));
  }

  private Optional<Expected> expected(Mapping expect) {
    expect.allowOnly(Keys.EXPECT);
    if (expect.keys().isEmpty()) {
      problems.add(expect.place(), "\"expect\" is empty, expected rail, action, says or forwards");
    }
    return Optional.of(
        new Expected(
            expect.text("rail").flatMap(this::rail),
            scalars.choice(expect, "action", ACTIONS),
            expect.text("says").map(Text::value),
            expect.text("forwards").map(Text::value)));
  }

  private List<Accepted> accepts(Mapping accepts) {
    List<Accepted> all = new ArrayList<>();
    for (Text id : accepts.keys()) {
      Optional<RailId> rail = rail(id);
      List<Text> texts = accepts.textOrTexts(id.value()).orElse(List.of());
      rail.ifPresent(
          known -> texts.forEach(text -> all.add(new Accepted(known, text.value(), text.place()))));
    }
    return all;
  }

  private Optional<RailId> rail(Text id) {
    Optional<String> defect = rails.defect(id.value());
    if (defect.isPresent()) {
      problems.add(id.place(), defect.get());
      return Optional.empty();
    }
    int dot = id.value().indexOf('.');
    return Optional.of(new RailId(id.value().substring(0, dot), id.value().substring(dot + 1)));
  }
}
