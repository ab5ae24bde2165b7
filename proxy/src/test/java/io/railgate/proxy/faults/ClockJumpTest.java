package io.railgate.proxy.faults;

import static io.railgate.proxy.faults.ClockedProxy.FREE;
import static io.railgate.proxy.faults.ClockedProxy.LIMITED;
import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.proxy.Eventually;
import io.railgate.proxy.ProxiedBank;
import io.railgate.proxy.ScriptedBackend;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command, in a JVM whose clock is set a day forward and back: what is timed goes on by the
 * clock that nobody sets, what is dated goes by the time of day.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClockJumpTest {

  private static final Duration FORWARD = Duration.ofHours(25);
  private static final Duration BACK = FORWARD.negated();

  /** Pieces of an answer that take longer than the backend may be silent. */
  private static final int MORE_THAN_IDLE = 15;

  private static final String LOST_CARD = "I lost my card";
  private static final String TOMORROW = "can I get an appointment tomorrow?";

  @TempDir private static Path temp;
  private static ClockedProxy proxy;

  @BeforeAll
  static void serve() throws IOException {
    proxy = new ClockedProxy(temp);
  }

  @AfterAll
  static void close() {
    if (proxy != null) {
      proxy.close();
    }
  }

  @BeforeEach
  void begin() {
    proxy.begin();
  }

  @Test
  void whatIsInFlightEndsWellAndOnlyIdleConnectionsAreClosed() throws Exception {
    SlowAnswers slow = new SlowAnswers(proxy.first.vertx(), ProxiedBank.LOST_CARD);
    proxy.first.answerWith(slow);
    CompletableFuture<HttpResponse<String>> whole = proxy.ask(FREE, "whole", LOST_CARD, false);
    CompletableFuture<HttpResponse<String>> stream = proxy.ask(FREE, "stream", LOST_CARD, true);
    Eventually.holds("two answers begin", () -> slow.begun() == 2);
    assertThat(proxy.ask(FREE, "quick", TOMORROW, false).get().statusCode()).isEqualTo(200);
    assertThat(proxy.first.openConnections()).isEqualTo(3);

    proxy.setClock(FORWARD);
    Eventually.holds("an idle connection is old", () -> proxy.first.openConnections() == 2);
    goesOn(slow);
    proxy.setClock(BACK);
    goesOn(slow);
    slow.end();

    assertThat(whole.get().statusCode()).as(whole.get().body()).isEqualTo(200);
    assertThat(whole.get().body()).contains(ScriptedBackend.ANSWER);
    assertThat(stream.get().body()).endsWith("data: [DONE]\n\n").doesNotContain("\"error\"");
    assertThat(proxy.ask(FREE, "after", TOMORROW, false).get().statusCode()).isEqualTo(200);
    assertThat(proxy.first.received()).as("asked once for each").hasSize(4);
    for (String id : List.of("whole", "stream", "quick", "after")) {
      assertThat(proxy.audited(id).path("status").asInt()).as(id).isEqualTo(200);
      assertThat(proxy.audited(id).at("/ms/total").asDouble()).as(id).isBetween(0.0, 60_000.0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBackendThatFallsSilentIsGivenUpThoughTheClockIsSetBack(boolean stream) {
    proxy.first.answerWith(ClockJumpTest::beginsAndStalls);
    proxy.setClock(FORWARD);
    String id = "silent-" + stream;
    CompletableFuture<HttpResponse<String>> answer = proxy.ask(FREE, id, LOST_CARD, stream);
    Eventually.holds("it is asked", () -> proxy.first.received().size() == 1);

    proxy.setClock(Duration.ZERO);

    assertThat(proxy.audited(id).path("code").asText()).isEqualTo("backend_timeout");
    Eventually.holds("the client is told", answer::isDone);
  }

  @Test
  void ratesAreHeld() throws Exception {
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> within = proxy.ask(LIMITED, "rate-" + i, "hello", false).get();
      assertThat(within.statusCode()).isEqualTo(200);
    }
    for (Duration ahead : List.of(Duration.ZERO, FORWARD, BACK, Duration.ZERO)) {
      proxy.setClock(ahead);
      HttpResponse<String> over = proxy.ask(LIMITED, "over", "hello", false).get();

      assertThat(over.statusCode()).as("ahead by " + ahead).isEqualTo(429);
      assertThat(Integer.parseInt(over.headers().firstValue("retry-after").orElseThrow()))
          .as("ahead by " + ahead)
          .isBetween(1, 30);
      assertThat(over.headers().firstValue("x-ratelimit-reset-requests").orElseThrow())
          .matches("\\d\\d?s|1m0s");
    }
  }

  @Test
  void datesGoByTheTimeOfDay() throws Exception {
    for (Duration ahead : List.of(Duration.ZERO, FORWARD, BACK)) {
      proxy.setClock(ahead);
      Instant before = Instant.now().plus(ahead);
      proxy.ask(FREE, "day" + ahead, TOMORROW, false).get();
      HttpResponse<String> greeting = proxy.ask(FREE, "reply" + ahead, "hello", false).get();
      Instant after = Instant.now().plus(ahead);

      assertThat(proxy.first.received().getLast().body())
          .as("ahead by " + ahead)
          .containsAnyOf("a visit on " + dayAfter(before), "a visit on " + dayAfter(after));
      long created = ClockedProxy.json(greeting.body()).path("created").asLong();
      assertThat(Instant.ofEpochSecond(created))
          .isBetween(before.minusSeconds(2), after.plusSeconds(2));
      assertThat(Instant.parse(proxy.audited("reply" + ahead).path("time").asText()))
          .isBetween(before.minusSeconds(2), after.plusSeconds(2));
    }
  }

  @Test
  void theSetIsLoadedAgainWhenItsFolderChanges() {
    for (Duration ahead : List.of(FORWARD, BACK)) {
      proxy.setClock(ahead);
      String digest = proxy.railSet().path("digest").asText();

      proxy.folder.rails(
          "more.yml", "rails: {more: {says: [more], reply: \"ahead by %s\"}}".formatted(ahead));

      Eventually.holds(
          "it is loaded", () -> !proxy.railSet().path("digest").asText().equals(digest));
      assertThat(proxy.railSet().at("/last_reload/outcome").asText()).isEqualTo("replaced");
      assertThat(proxy.management("POST", "/reload").statusCode()).isEqualTo(200);
    }
  }

  /** The last one: the first endpoint is not asked any more. */
  @Test
  @Order(Integer.MAX_VALUE)
  void anEndpointThatFailsIsNotAskedSooner() throws Exception {
    proxy.first.answerWith((request, body) -> ScriptedBackend.json(request, 503, "{}"));
    int before;
    do {
      before = proxy.first.received().size();
      assertThat(proxy.ask(FREE, "failing-" + before, LOST_CARD, false).get().statusCode())
          .isEqualTo(200);
      assertThat(before).as("asked though it fails").isLessThan(20);
    } while (proxy.first.received().size() > before);

    proxy.setClock(FORWARD);

    assertThat(proxy.ask(FREE, "resting", LOST_CARD, false).get().statusCode()).isEqualTo(200);
    assertThat(proxy.first.received()).as("asked within its rest").hasSize(before);
  }

  private static void goesOn(SlowAnswers slow) {
    int before = slow.pieces();
    Eventually.holds("answers go on", () -> slow.pieces() >= before + MORE_THAN_IDLE);
  }

  private static void beginsAndStalls(HttpServerRequest request, String body) {
    if (body.contains("\"stream\":true")) {
      String event = ScriptedBackend.events().getFirst();
      ScriptedBackend.stream(request).write("data: " + event + "\n\n");
    } else {
      request.response().putHeader("content-length", "99").write("{");
    }
  }

  private static LocalDate dayAfter(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC).plusDays(1);
  }
}
