package io.railgate.proxy.clients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.clients.Seen.Call;
import io.railgate.proxy.clients.Seen.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * A client in another language: a process that takes a question as a line of JSON, and tells what
 * it saw in a line of JSON.
 */
final class ProcessClient implements Client {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longest wait for a line, in seconds. */
  private static final int PATIENCE_S = 30;

  private final Process process;
  private final Writer questions;
  private final BufferedReader answers;
  private final Set<Notion> lacks;

  /** Starts the process in its folder; what it says on its standard error goes to ours. */
  ProcessClient(Path folder, List<String> command, Set<Notion> lacks) throws IOException {
    this.lacks = lacks;
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NO_PROXY", "127.0.0.1");
    process = builder.start();
    questions = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  @Override
  public Set<Notion> lacks() {
    return lacks;
  }

  @Override
  public Seen ask(URI endpoint, Question question) throws Exception {
    ObjectNode line = JSON.valueToTree(question);
    line.put("system", Question.SYSTEM).put("patienceMs", Question.PATIENCE_MS);
    line.put("picture", "data:image/png;base64," + Question.PICTURE);
    if (question.has(Question.Extra.PARTS)) {
      line.putArray("parts").add(question.firstPart()).add(question.secondPart());
    }
    return seen(exchange(endpoint, line));
  }

  @Override
  public List<String> models(URI endpoint) throws Exception {
    return texts(exchange(endpoint, JSON.createObjectNode()).path("models"));
  }

  @Override
  public void close() {
    process.destroy();
  }

  private JsonNode exchange(URI endpoint, ObjectNode line) throws Exception {
    line.put("endpoint", endpoint.toString());
    questions.write(line + "\n");
    questions.flush();
    return JSON.readTree(
        CompletableFuture.supplyAsync(this::readLine).get(PATIENCE_S, TimeUnit.SECONDS));
  }

  private String readLine() {
    try {
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the client's process ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Seen seen(JsonNode line) {
    return new Seen(
        texts(line.path("texts")),
        texts(line.path("refusals")),
        calls(line.path("calls")),
        texts(line.path("finishReasons")),
        Optional.ofNullable(line.path("city").textValue()),
        line.path("dropped").asText(""),
        line.hasNonNull("problem") ? Optional.of(problem(line.path("problem"))) : Optional.empty());
  }

  private static List<Call> calls(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(call -> Call.of(call.path("name").asText(), call.path("arguments").asText()))
        .toList();
  }

  private static Problem problem(JsonNode problem) {
    return new Problem(
        problem.path("status").asInt(),
        problem.path("told").asText(),
        problem.path("retryAfter").asText(""));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
