package io.railgate.proxy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.embeddings.VectorCache;
import io.railgate.proxy.loading.LoadedSet;
import io.railgate.proxy.openai.Json;
import io.railgate.proxy.server.ProxyOptions;
import io.railgate.proxy.server.ProxyServer;
import io.railgate.proxy.server.StartFailed;
import io.railgate.rails.engine.Conversation;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Step;
import io.railgate.rails.engine.UserTurn;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A talk with a rail set and its backend, through a proxy of its own. For one thread. */
final class ChatSession implements AutoCloseable {

  private final Path folder;
  private final VectorCache cache;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> said = new ArrayList<>();
  private final List<String> answered = new ArrayList<>();
  private LoadedSet loaded;
  private ProxyServer proxy;

  /**
   * Loads the set and starts the proxy.
   *
   * @throws RailSetInvalid if the set has errors
   * @throws StartFailed if there is no free port
   */
  ChatSession(Path folder, VectorCache cache) throws RailSetInvalid, StartFailed {
    this.folder = folder;
    this.cache = cache;
    this.loaded = LoadedSet.load(RailSetReader.read(folder), cache);
    this.proxy = start(loaded);
  }

  RailSet set() {
    return loaded.engine().railSet();
  }

  /** What was said so far. */
  List<String> said() {
    return List.copyOf(said);
  }

  /**
   * Says a message.
   *
   * @param piece is given the answer piece by piece
   * @throws IOException if there is no answer, or it breaks off; then nothing was said
   */
  void say(String message, Consumer<String> piece) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(proxy.url() + "/chat/completions"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(request(message).toString()))
            .build();
    HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
    StringBuilder answer = new StringBuilder();
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException(error(String.join("\n", lines.toList())));
      }
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (line.startsWith("data: {")) {
          String text = text(line.substring("data: ".length()));
          answer.append(text);
          piece.accept(text);
        }
      }
    } catch (Json.NotJson | UncheckedIOException e) {
      throw new IOException("the answer broke off", e);
    }
    said.add(message);
    answered.add(answer.toString());
  }

  /** What was decided on each message so far. */
  List<Decision> decisions() {
    UserTurn[] turns =
        said.stream()
            .map(text -> loaded.engine().read(text, loaded.encoder()))
            .toArray(UserTurn[]::new);
    LocalDate today = LocalDate.now(set().settings().conversation().zone());
    return loaded.engine().replay(Conversation.of(today, turns)).stream()
        .map(Step::decision)
        .toList();
  }

  /** Begins anew. */
  void forget() {
    said.clear();
    answered.clear();
  }

  /**
   * Loads the set as it is now; the talk goes on.
   *
   * @throws RailSetInvalid if it has errors; then the talk goes on with the set that was
   * @throws StartFailed if there is no free port
   */
  void reload() throws RailSetInvalid, StartFailed {
    LoadedSet now = LoadedSet.load(RailSetReader.read(folder), cache);
    ProxyServer next;
    try {
      next = start(now);
    } catch (StartFailed | RuntimeException e) {
      now.close();
      throw e;
    }
    close();
    loaded = now;
    proxy = next;
  }

  @Override
  public void close() {
    proxy.close();
    loaded.close();
  }

  private static ProxyServer start(LoadedSet set) throws StartFailed {
    return ProxyServer.start(set.engine(), set.encoder(), ProxyOptions.DEFAULT.withPorts(0, 0));
  }

  private ObjectNode request(String message) {
    ObjectNode request = Json.object().put("stream", true);
    set().settings().backend().models().listed().stream()
        .findFirst()
        .ifPresent(model -> request.put("model", model));
    ArrayNode messages = request.putArray("messages");
    for (int i = 0; i < said.size(); i++) {
      messages.addObject().put("role", "user").put("content", said.get(i));
      messages.addObject().put("role", "assistant").put("content", answered.get(i));
    }
    messages.addObject().put("role", "user").put("content", message);
    return request;
  }

  private static String text(String event) throws IOException, Json.NotJson {
    JsonNode chunk = Json.readObject(event);
    if (chunk.hasNonNull("error")) {
      throw new IOException(chunk.path("error").path("message").asText());
    }
    return chunk.path("choices").path(0).path("delta").path("content").asText("");
  }

  private static String error(String body) {
    try {
      return Json.readObject(body).path("error").path("message").asText();
    } catch (Json.NotJson e) {
      return "no answer";
    }
  }
}
