package io.railgate.proxy.faults;

import io.railgate.proxy.ScriptedBackend;
import io.railgate.proxy.faults.RawBackend.Behaviour;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What a backend can do wrong, and what the client is then told: a status and a word of the body.
 */
enum Fault {
  CLOSES_WITHOUT_AN_ANSWER(false, 502, "backend_broke_off", connection -> {}),
  RESETS_THE_CONNECTION(false, 502, "backend_broke_off", Fault::reset),
  STALLS(false, 504, "backend_timeout", RawBackend.sendsAndStalls("")),
  HALF_A_HEADER_THEN_SILENCE(
      false, 504, "backend_timeout", RawBackend.sendsAndStalls("HTTP/1.1 200 OK\r\ncontent-ty")),
  HALF_A_HEADER_THEN_THE_END(
      false, 502, "backend_broke_off", RawBackend.sends("HTTP/1.1 200 OK\r\ncontent-ty")),
  SPEAKS_NO_HTTP(false, 502, "backend_broke_off", RawBackend.sends("220 mail ready\r\n\r\n")),
  HUGE_HEADERS(
      false,
      502,
      "backend_broke_off",
      RawBackend.sends("HTTP/1.1 200 OK\r\nx: " + "y".repeat(100_000) + "\r\n\r\n")),
  BAD_JSON(false, 502, "backend_broke_off", whole(200, "{\"choices\": [")),
  AN_EMPTY_OBJECT(false, 502, "backend_broke_off", whole(200, "{}")),
  A_PAGE(false, 502, "backend_broke_off", whole(200, "<html>welcome</html>")),
  A_REDIRECT(
      false,
      502,
      "backend_broke_off",
      RawBackend.sends(
          "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n")),
  A_WRONG_LENGTH(
      false,
      502,
      "backend_broke_off",
      RawBackend.sends("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"choices\"")),
  SILENCE_WITHIN_THE_BODY(
      false,
      504,
      "backend_timeout",
      RawBackend.sendsAndStalls("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"choices\"")),
  ITS_OWN_500(false, 500, "it is broken", whole(500, "{\"error\":{\"message\":\"it is broken\"}}")),
  ITS_OWN_429(false, 429, "slow down", whole(429, "{\"error\":{\"message\":\"slow down\"}}")),
  A_SLOW_WHOLE_ANSWER(false, 200, "backend-model", Fault::comesSlowly),
  DEATH_WITHIN_A_STREAM(true, 200, "\"error\"", Fault::dies),
  SILENCE_WITHIN_A_STREAM(true, 200, "\"error\"", Fault::fallsSilent),
  A_STREAM_OF_NONSENSE(true, 200, "\"error\"", Fault::nonsense),
  A_SLOW_DRIP(true, 200, "[DONE]", Fault::drips);

  private static final String STREAM =
      "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

  final boolean stream;
  final int status;
  final String word;

  @SuppressWarnings("ImmutableEnumChecker") // functions that keep nothing
  final Behaviour behaviour;

  Fault(boolean stream, int status, String word, Behaviour behaviour) {
    this.stream = stream;
    this.status = status;
    this.word = word;
    this.behaviour = behaviour;
  }

  private static Behaviour whole(int status, String body) {
    return RawBackend.sends(
        "HTTP/1.1 %d Status\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body));
  }

  /** In ten pieces, each after less than half of its idle time. */
  private static void comesSlowly(Socket connection) throws IOException, InterruptedException {
    byte[] body = ScriptedBackend.whole().getBytes(StandardCharsets.UTF_8);
    RawBackend.send(connection, "HTTP/1.1 200 OK\r\ncontent-length: " + body.length + "\r\n\r\n");
    for (int i = 0; i < 10; i++) {
      Thread.sleep(200);
      int from = i * body.length / 10;
      connection.getOutputStream().write(body, from, (i + 1) * body.length / 10 - from);
    }
  }

  private static void reset(Socket connection) throws IOException {
    connection.setSoLinger(true, 0);
  }

  private static void dies(Socket connection) throws IOException {
    RawBackend.send(
        connection, STREAM + "data: " + ScriptedBackend.events().getFirst() + "\n\ndata: {\"cut");
  }

  private static void fallsSilent(Socket connection) throws IOException, InterruptedException {
    RawBackend.send(connection, STREAM + "data: " + ScriptedBackend.events().getFirst() + "\n\n");
    Thread.sleep(20_000);
  }

  private static void nonsense(Socket connection) throws IOException {
    RawBackend.send(
        connection,
        STREAM + "data: " + ScriptedBackend.events().getFirst() + "\n\ndata: nonsense\n\n");
  }

  /** A byte every few milliseconds: slow, and never silent for its idle time. */
  private static void drips(Socket connection) throws IOException, InterruptedException {
    RawBackend.send(connection, STREAM);
    StringBuilder all = new StringBuilder();
    ScriptedBackend.events().forEach(event -> all.append("data: ").append(event).append("\n\n"));
    for (String piece : all.append("data: [DONE]\n\n").toString().splitWithDelimiters(" ", 0)) {
      RawBackend.send(connection, piece);
      Thread.sleep(20);
    }
  }
}
