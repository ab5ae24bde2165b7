package io.railgate.proxy.clients;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.railgate.proxy.clients.Question.Extra;
import io.railgate.proxy.clients.Question.Leave;
import io.railgate.proxy.clients.Seen.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.ai.converter.BeanOutputConverter;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.openai.api.ResponseFormat;
import org.springframework.ai.retry.RetryUtils;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.client.ResponseErrorHandler;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;

/** Asks by {@code org.springframework.ai:spring-ai-openai}, over Reactor Netty. */
final class SpringAi implements Client {

  private static final Pattern STATUS = Pattern.compile("(?:HTTP )?(\\d{3}) - ");

  private static final BeanOutputConverter<Place> PLACE = new BeanOutputConverter<>(Place.class);

  /** What an answer is parsed into. */
  record Place(String city) {}

  SpringAi() {
    // It logs the stack of every error of a stream.
    ((Logger) LoggerFactory.getLogger("org.springframework.ai.chat.model")).setLevel(Level.OFF);
    ((Logger) LoggerFactory.getLogger("reactor")).setLevel(Level.OFF);
  }

  @Override
  public Set<Notion> lacks() {
    return EnumSet.of(
        // the models are not asked for
        Notion.MODELS,
        // a message is one text, with pictures or sound
        Notion.TEXT_PARTS,
        // an error within a stream is passed over; the cut that follows is told
        Notion.ERROR_EVENTS);
  }

  @Override
  public Seen ask(URI endpoint, Question question) {
    HttpHeaders headers = new HttpHeaders();
    OpenAiChatModel model =
        OpenAiChatModel.builder()
            .openAiApi(api(endpoint, question, headers))
            .retryTemplate(
                RetryTemplate.builder()
                    .maxAttempts(1 + question.retries())
                    .fixedBackoff(Duration.ofMillis(20))
                    .retryOn(TransientAiException.class)
                    .build())
            .build();
    try {
      Prompt prompt = prompt(question);
      return question.streamed()
          ? streamed(model.stream(prompt), question, headers)
          : seen(List.of(model.call(prompt)), question, headers);
    } catch (RuntimeException e) {
      return problem(e, headers);
    }
  }

  private static OpenAiApi api(URI endpoint, Question question, HttpHeaders headers) {
    ReactorClientHttpRequestFactory http = new ReactorClientHttpRequestFactory();
    http.setReadTimeout(
        question.leave() == Leave.BEFORE_HEAD
            ? Duration.ofMillis(Question.PATIENCE_MS)
            : Duration.ofSeconds(30));
    return OpenAiApi.builder()
        .baseUrl(endpoint.toString())
        .completionsPath("/chat/completions")
        .apiKey("client-key")
        .responseErrorHandler(new FullIsTransient())
        .restClientBuilder(
            RestClient.builder()
                .requestFactory(http)
                .requestInterceptor(
                    (request, body, execution) -> {
                      ClientHttpResponse response = execution.execute(request, body);
                      headers.putAll(response.getHeaders());
                      return response;
                    }))
        .webClientBuilder(
            WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector())
                .filter(
                    (request, next) ->
                        next.exchange(request)
                            .doOnNext(
                                response -> headers.putAll(response.headers().asHttpHeaders()))))
        .build();
  }

  /** What {@code spring.ai.retry.on-http-codes: 429} is with Spring Boot. */
  private static final class FullIsTransient implements ResponseErrorHandler {
    @Override
    public boolean hasError(ClientHttpResponse response) throws IOException {
      return response.getStatusCode().isError();
    }

    @Override
    public void handleError(URI url, HttpMethod method, ClientHttpResponse response)
        throws IOException {
      if (response.getStatusCode().value() == 429) {
        throw new TransientAiException(
            "429 - " + new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
      }
      RetryUtils.DEFAULT_RESPONSE_ERROR_HANDLER.handleError(url, method, response);
    }
  }

  private static Seen streamed(Flux<ChatResponse> stream, Question question, HttpHeaders headers) {
    switch (question.leave()) {
      case NEVER -> {
        return seen(stream.collectList().block(), question, headers);
      }
      // A part is held back until the next one comes, so one leaves the head by the clock.
      case BEFORE_HEAD, AT_HEAD -> stream.blockFirst(Duration.ofMillis(Question.PATIENCE_MS));
      case AT_TEXT -> stream.filter(part -> !text(part.getResult()).isEmpty()).blockFirst();
    }
    return Seen.NOTHING;
  }

  /**
   * Of a whole answer, or of the parts of a streamed one: choices are told apart by their index.
   */
  private static Seen seen(List<ChatResponse> parts, Question question, HttpHeaders headers) {
    Map<Object, List<Generation>> choices =
        parts.stream()
            .flatMap(part -> part.getResults().stream())
            .collect(
                Collectors.groupingBy(
                    part -> Objects.requireNonNull(part.getOutput().getMetadata().get("index")),
                    TreeMap::new,
                    Collectors.toList()));
    List<String> texts = choices.values().stream().map(SpringAi::text).toList();
    List<String> refusals =
        choices.values().stream().map(SpringAi::refusal).filter(text -> !text.isEmpty()).toList();
    return new Seen(
        texts,
        refusals,
        choices.values().stream().flatMap(SpringAi::calls).toList(),
        choices.values().stream().map(SpringAi::finish).toList(),
        question.has(Extra.SCHEMA) && refusals.isEmpty()
            ? Optional.of(PLACE.convert(texts.getFirst()).city())
            : Optional.empty(),
        headers.getOrDefault("railgate-dropped", List.of("")).getFirst(),
        Optional.empty());
  }

  private static String text(List<Generation> parts) {
    return parts.stream().map(SpringAi::text).collect(Collectors.joining());
  }

  private static String text(Generation part) {
    return Objects.requireNonNullElse(part.getOutput().getText(), "");
  }

  private static String refusal(List<Generation> parts) {
    return parts.stream()
        .map(part -> part.getOutput().getMetadata().getOrDefault("refusal", "").toString())
        .collect(Collectors.joining());
  }

  private static Stream<Call> calls(List<Generation> parts) {
    return parts.stream()
        .flatMap(part -> part.getOutput().getToolCalls().stream())
        .map(call -> Call.of(call.name(), call.arguments()));
  }

  private static String finish(List<Generation> parts) {
    return parts.stream()
        .map(part -> Objects.requireNonNullElse(part.getMetadata().getFinishReason(), ""))
        .collect(Collectors.joining())
        .toLowerCase(Locale.ROOT);
  }

  private static Seen problem(Throwable error, HttpHeaders headers) {
    String retryAfter = headers.getOrDefault("retry-after", List.of("")).getFirst();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof WebClientResponseException http) {
        return Seen.problem(
            http.getStatusCode().value(), http.getResponseBodyAsString(), retryAfter);
      }
    }
    Matcher status = STATUS.matcher(String.valueOf(error.getMessage()));
    return Seen.problem(
        status.lookingAt() ? Integer.parseInt(status.group(1)) : 0, error.toString(), retryAfter);
  }

  private static Prompt prompt(Question question) {
    return new Prompt(
        List.of(new SystemMessage(Question.SYSTEM), message(question)), options(question));
  }

  private static UserMessage message(Question question) {
    UserMessage.Builder message = UserMessage.builder().text(question.message());
    return question.has(Extra.IMAGE)
        ? message
            .media(
                new Media(
                    MimeTypeUtils.IMAGE_PNG,
                    new ByteArrayResource(Base64.getDecoder().decode(Question.PICTURE))))
            .build()
        : message.build();
  }

  private static OpenAiChatOptions options(Question question) {
    OpenAiChatOptions.Builder options = OpenAiChatOptions.builder().model(question.model());
    if (question.choices() > 1) {
      options.N(question.choices());
    }
    if (question.has(Extra.HEAT)) {
      options.temperature(9.5);
    }
    if (question.has(Extra.TOOLS)) {
      options.tools(
          List.of(
              new OpenAiApi.FunctionTool(
                  new OpenAiApi.FunctionTool.Function(
                      "looks it up", "lookup", PLACE.getJsonSchema()))));
      options.toolChoice("required").internalToolExecutionEnabled(false);
    }
    if (question.has(Extra.SCHEMA)) {
      options.responseFormat(
          ResponseFormat.builder()
              .type(ResponseFormat.Type.JSON_SCHEMA)
              .jsonSchema(PLACE.getJsonSchema())
              .build());
    }
    return options.build();
  }
}
