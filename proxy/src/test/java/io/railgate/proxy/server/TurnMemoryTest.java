package io.railgate.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.embeddings.Embedding;
import io.railgate.proxy.TestProxy;
import io.railgate.rails.RailSetFolder;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.Terms;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.Groups;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnMemoryTest {

  private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 20);

  @TempDir Path temp;
  private RailEngine engine;
  private TurnMemory memory;

  @BeforeEach
  void load() throws Exception {
    RailSetFolder folder = new RailSetFolder(temp);
    folder.rails(
        "visits.yml",
        """
        rails:
          book:
            says: [book a visit, "a visit {day}"]
            slots: {day: {date: {from: today, to: +1y}}}
            prompt: Book {day}.
        """);
    engine = RailEngine.load(RailSetReader.read(folder.path()), TestProxy.encoder());
    memory = new TurnMemory(engine);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void repliesWithWhatTheEngineDecides() {
    Conversation conversation = conversation(FRIDAY, "hello", "I lost my card", "write a poem");

    assertThat(memory.replay(conversation)).isEqualTo(engine.replay(conversation));
    assertThat(memory.replay(conversation)).isEqualTo(engine.replay(conversation));
  }

  @Test
  void knowsAConversationWhoseEveryStepWasDecided() {
    Conversation conversation = conversation(FRIDAY, "hello", "I lost my card");
    assertThat(memory.known(conversation)).isEmpty();

    List<Step> steps = memory.replay(conversation);

    assertThat(memory.known(conversation)).contains(steps);
    assertThat(memory.known(conversation(FRIDAY, "hello"))).contains(steps.subList(0, 1));
    assertThat(memory.known(conversation(FRIDAY, "hello", "I lost my card", "hello"))).isEmpty();
    assertThat(memory.known(conversation(FRIDAY, "I lost my card")))
        .as("the same words elsewhere are another step")
        .isEmpty();
  }

  @Test
  void anotherDayIsDecidedAnew() {
    String friday = prompt(memory.replay(conversation(FRIDAY, "a visit tomorrow")));
    String saturday = prompt(memory.replay(conversation(FRIDAY.plusDays(1), "a visit tomorrow")));

    assertThat(friday).isEqualTo("Book 2026-11-21.");
    assertThat(saturday).isEqualTo("Book 2026-11-22.");
  }

  @Test
  void aClientWithOtherGroupsIsDecidedAnew() {
    Conversation any = conversation(FRIDAY, "a visit tomorrow");
    var other = new Conversation(any.rounds(), new Terms(FRIDAY, Groups.of(List.of("cards"))));
    assertThat(memory.replay(any).getLast().decision()).isInstanceOf(Decision.Forward.class);

    assertThat(memory.known(other)).isEmpty();
    assertThat(memory.replay(other).getLast().decision()).isInstanceOf(Decision.Refuse.class);
    assertThat(memory.known(any).orElseThrow().getLast().decision())
        .isInstanceOf(Decision.Forward.class);
  }

  @Test
  void remembersWhatATextWasReadAs() {
    UserTurn turn = UserTurn.of("hello", TestProxy.encoder());
    assertThat(memory.reading("hello")).isEmpty();

    memory.remember(turn);

    assertThat(memory.reading("hello")).contains(turn.reading());
    assertThat(memory.reading("Hello")).isEmpty();
  }

  @Test
  void forgetsRatherThanGrows() {
    UserTurn.Reading reading = UserTurn.of("hello", TestProxy.encoder()).reading();
    String text = "x".repeat(32 * 1024);
    for (int i = 0; i < 2_000; i++) {
      memory.remember(new UserTurn(i + text, reading));
    }

    long kept =
        Stream.iterate(0, i -> i < 2_000, i -> i + 1)
            .filter(i -> memory.reading(i + text).isPresent())
            .count();

    assertThat(kept * 2 * text.length()).isBetween(1L, TurnMemory.MAX_READING_BYTES);
  }

  @Test
  void theWindowsOfALongTextCountAsWell() {
    Embedding vector = TestProxy.encoder().encode("hello");
    UserTurn.Reading reading =
        new UserTurn.Reading.Windows(Collections.nCopies(256, vector), 2_000, 512);
    for (int i = 0; i < 200; i++) {
      memory.remember(new UserTurn("text " + i, reading));
    }

    long kept =
        Stream.iterate(0, i -> i < 200, i -> i + 1)
            .filter(i -> memory.reading("text " + i).isPresent())
            .count();

    assertThat(kept * 256 * 4 * vector.dimension()).isBetween(1L, TurnMemory.MAX_READING_BYTES);
  }

  private static String prompt(List<Step> steps) {
    return ((Decision.Forward) steps.getLast().decision()).prompt();
  }

  private static Conversation conversation(LocalDate today, String... messages) {
    return Conversation.of(
        today,
        Stream.of(messages)
            .map(message -> UserTurn.of(message, TestProxy.encoder()))
            .toArray(UserTurn[]::new));
  }
}
