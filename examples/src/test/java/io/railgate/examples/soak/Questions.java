package io.railgate.examples.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.examples.soak.Question.Kind;
import io.railgate.proxy.ScriptedBackend;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** A mix of what clients ask, the same for the same seed. For one thread. */
final class Questions {

  /** In what clients type, and in a field beside it: the backend must not see it. */
  static final String TYPED = "soak-typed";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> BEFORE =
      List.of("hello, ", "hi there. ", "sorry, one question: ", "please help: ", "I wonder, ", "");

  /** Of a hundred, up to which one they are of a kind. */
  private static final SortedMap<Integer, Kind> MIX =
      new TreeMap<>(
          Map.of(
              34,
              Kind.SEEN,
              54,
              Kind.STREAMED,
              70,
              Kind.NEW,
              78,
              Kind.REFUSED,
              84,
              Kind.CHECKED,
              94,
              Kind.TALK,
              96,
              Kind.LEAVES,
              98,
              Kind.FAILS,
              99,
              Kind.BREAKS,
              100,
              Kind.DIES));

  private final Random random;
  private final List<String> forwarded;
  private final List<String> refused;

  /**
   * Questions.
   *
   * @param forwarded messages that a rail forwards
   * @param refused messages of no rail
   */
  Questions(long seed, List<String> forwarded, List<String> refused) {
    this.random = new Random(seed);
    this.forwarded = List.copyOf(forwarded);
    this.refused = List.copyOf(refused);
  }

  /** As clients ask; a few are made to fail. */
  Question next() {
    int dice = random.nextInt(100);
    for (Map.Entry<Integer, Kind> below : MIX.entrySet()) {
      if (dice < below.getKey()) {
        return of(below.getValue());
      }
    }
    throw new AssertionError(dice);
  }

  /** One of a kind. */
  Question of(Kind kind) {
    return switch (kind) {
      case SEEN -> chat(kind, body(any(forwarded)));
      case STREAMED -> chat(kind, body(any(forwarded)).put("stream", true));
      case NEW -> chat(kind, body(unheard()));
      case REFUSED -> chat(kind, body(any(refused)));
      case CHECKED -> new Question(kind, "/checks", body(any(forwarded)).toString());
      case TALK -> chat(kind, talk());
      case LEAVES -> chat(kind, body(any(forwarded)).put("stream", random.nextBoolean()));
      case FAILS -> chat(kind, body(any(forwarded)).put("seed", SoakBackend.FAILS));
      case BREAKS -> chat(kind, body(any(forwarded)).put("seed", SoakBackend.BREAKS));
      case DIES ->
          chat(kind, body(any(forwarded)).put("stream", true).put("seed", SoakBackend.DIES));
    };
  }

  private static Question chat(Kind kind, ObjectNode body) {
    return new Question(kind, "/chat/completions", body.toString());
  }

  private static ObjectNode body(String message) {
    ObjectNode body = JSON.createObjectNode().put("model", "m").put("user", TYPED);
    body.putArray("messages").addObject().put("role", "user").put("content", message);
    return body;
  }

  private ObjectNode talk() {
    ObjectNode body = body(any(forwarded));
    ArrayNode messages = (ArrayNode) body.path("messages");
    for (int turns = 1 + random.nextInt(3); turns > 0; turns--) {
      messages.addObject().put("role", "assistant").put("content", ScriptedBackend.ANSWER);
      messages.addObject().put("role", "user").put("content", any(forwarded));
    }
    return body;
  }

  private String unheard() {
    return any(BEFORE) + any(forwarded) + " (" + TYPED + " " + random.nextInt() + ")";
  }

  private String any(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
