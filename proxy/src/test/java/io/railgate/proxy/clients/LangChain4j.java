package io.railgate.proxy.clients;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.internal.Json;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.railgate.proxy.clients.Question.Extra;
import io.railgate.proxy.clients.Question.Leave;
import io.railgate.proxy.clients.Seen.Call;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Asks by {@code dev.langchain4j:langchain4j-open-ai}. */
final class LangChain4j implements Client {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final JsonObjectSchema PLACE =
      JsonObjectSchema.builder().addStringProperty("city").required("city").build();

  /** What an answer is parsed into. */
  public static class Place {
    public String city = "";
  }

  @Override
  public Set<Notion> lacks() {
    return EnumSet.of(
        // an answer is one message
        Notion.CHOICES,
        Notion.STREAMED_CHOICES,
        // a stream's refusal is not read
        Notion.STREAMED_REFUSAL,
        // an exception has the status and the body only
        Notion.ERROR_HEADERS,
        // an error within a stream is passed over; the cut that follows is told
        Notion.ERROR_EVENTS,
        // the handle by which one leaves comes with the first text
        Notion.LEAVING_AT_HEAD);
  }

  @Override
  public Seen ask(URI endpoint, Question question) throws InterruptedException, TimeoutException {
    try {
      return question.streamed() ? streamed(endpoint, question) : whole(endpoint, question);
    } catch (ContentFilteredException refusal) { // where the client puts a message's refusal
      return status(refusal) == 0
          ? Seen.refusal(String.valueOf(refusal.getMessage()))
          : problem(refusal);
    } catch (RuntimeException e) {
      return problem(e);
    }
  }

  @Override
  public List<String> models(URI endpoint) {
    return OpenAiModelCatalog.builder()
        .baseUrl(endpoint.toString())
        .apiKey("client-key")
        .build()
        .listModels()
        .stream()
        .map(ModelDescription::name)
        .toList();
  }

  private static Seen whole(URI endpoint, Question question) {
    ChatResponse response =
        OpenAiChatModel.builder()
            .baseUrl(endpoint.toString())
            .apiKey("client-key")
            .maxRetries(question.retries())
            .timeout(patience(question))
            .strictJsonSchema(true)
            .build()
            .chat(request(question));
    return seen(response, question);
  }

  private static Seen streamed(URI endpoint, Question question)
      throws InterruptedException, TimeoutException {
    Handler handler = new Handler(question);
    OpenAiStreamingChatModel.builder()
        .baseUrl(endpoint.toString())
        .apiKey("client-key")
        .timeout(patience(question))
        .build()
        .chat(request(question), handler);
    try {
      return handler.seen.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return problem(e);
    }
  }

  private static final class Handler implements StreamingChatResponseHandler {
    private final CompletableFuture<Seen> seen = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final Question question;

    Handler(Question question) {
      this.question = question;
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
      text.append(part.text());
      if (question.leave() == Leave.AT_TEXT) {
        context.streamingHandle().cancel();
        seen.complete(Seen.NOTHING);
      }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      Seen whole = LangChain4j.seen(response, question);
      boolean complete = whole.texts().equals(List.of(text.toString()));
      seen.complete(complete ? whole : Seen.problem(0, "the parts are not the whole: " + text, ""));
    }

    @Override
    public void onError(Throwable error) {
      seen.completeExceptionally(error);
    }
  }

  private static Seen seen(ChatResponse response, Question question) {
    OpenAiChatResponseMetadata metadata = (OpenAiChatResponseMetadata) response.metadata();
    String text = Objects.requireNonNullElse(response.aiMessage().text(), "");
    return new Seen(
        List.of(text),
        List.of(),
        response.aiMessage().toolExecutionRequests().stream()
            .map(call -> Call.of(call.name(), call.arguments()))
            .toList(),
        Stream.ofNullable(response.finishReason())
            // which the client calls otherwise
            .map(reason -> reason == FinishReason.TOOL_EXECUTION ? "TOOL_CALLS" : reason.name())
            .map(reason -> reason.toLowerCase(Locale.ROOT))
            .toList(),
        question.has(Extra.SCHEMA)
            ? Optional.of(Json.fromJson(text, Place.class).city)
            : Optional.empty(),
        String.join(
            ",", metadata.rawHttpResponse().headers().getOrDefault("railgate-dropped", List.of())),
        Optional.empty());
  }

  private static Seen problem(Throwable error) {
    return Seen.problem(status(error), error.toString(), "");
  }

  private static int status(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException http) {
        return http.statusCode();
      }
    }
    return 0;
  }

  private static Duration patience(Question question) {
    return question.leave() == Leave.BEFORE_HEAD
        ? Duration.ofMillis(Question.PATIENCE_MS)
        : PATIENCE;
  }

  private static ChatRequest request(Question question) {
    ChatRequest.Builder request =
        ChatRequest.builder()
            .modelName(question.model())
            .messages(SystemMessage.from(Question.SYSTEM), message(question));
    if (question.has(Extra.HEAT)) {
      request.temperature(9.5);
    }
    if (question.has(Extra.TOOLS)) {
      request
          .toolSpecifications(ToolSpecification.builder().name("lookup").parameters(PLACE).build())
          .toolChoice(ToolChoice.REQUIRED);
    }
    if (question.has(Extra.SCHEMA)) {
      request.responseFormat(
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(JsonSchema.builder().name("place").rootElement(PLACE).build())
              .build());
    }
    return request.build();
  }

  private static UserMessage message(Question question) {
    if (question.has(Extra.PARTS)) {
      return UserMessage.from(
          TextContent.from(question.firstPart()), TextContent.from(question.secondPart()));
    }
    return question.has(Extra.IMAGE)
        ? UserMessage.from(
            TextContent.from(question.message()), ImageContent.from(Question.PICTURE, "image/png"))
        : UserMessage.from(question.message());
  }
}
