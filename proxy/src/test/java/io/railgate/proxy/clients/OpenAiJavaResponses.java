package io.railgate.proxy.clients;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseOutputMessage;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.StructuredResponse;
import com.openai.models.responses.StructuredResponseCreateParams;
import com.openai.models.responses.StructuredResponseOutputMessage;
import com.openai.models.responses.ToolChoiceOptions;
import io.railgate.proxy.clients.Question.Extra;
import io.railgate.proxy.clients.Question.Leave;
import io.railgate.proxy.clients.Seen.Call;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks {@code /v1/responses}. */
final class OpenAiJavaResponses extends OpenAiJava {

  @Override
  public Set<Notion> lacks() {
    return Notion.NOT_IN_RESPONSES;
  }

  @Override
  Seen ask(OpenAIClient client, Question question) {
    if (question.streamed()) {
      return streamed(client, question);
    }
    return question.has(Extra.SCHEMA) ? parsed(client, question) : whole(client, question);
  }

  private static Seen whole(OpenAIClient client, Question question) {
    try (HttpResponseFor<Response> response =
        client.responses().withRawResponse().create(params(question), options(question))) {
      return seen(response.parse(), Optional.empty(), dropped(response));
    }
  }

  private static Seen parsed(OpenAIClient client, Question question) {
    StructuredResponse<Place> response =
        client.responses().create(structured(question), options(question));
    return seen(response.rawResponse(), city(response), "");
  }

  private static Seen streamed(OpenAIClient client, Question question) {
    ResponseCreateParams params =
        question.has(Extra.SCHEMA) ? structured(question).rawParams() : params(question);
    try (HttpResponseFor<StreamResponse<ResponseStreamEvent>> response =
            client.responses().withRawResponse().createStreaming(params, options(question));
        StreamResponse<ResponseStreamEvent> stream = response.parse()) {
      if (question.leave() == Leave.AT_HEAD) {
        return Seen.NOTHING;
      }
      ResponseAccumulator accumulator = ResponseAccumulator.create();
      Iterator<ResponseStreamEvent> events = stream.stream().iterator();
      while (events.hasNext()) {
        ResponseStreamEvent event = accumulator.accumulate(events.next());
        if (question.leave() == Leave.AT_TEXT && event.isOutputTextDelta()) {
          return Seen.NOTHING;
        }
      }
      Optional<String> city =
          question.has(Extra.SCHEMA) ? city(accumulator.response(Place.class)) : Optional.empty();
      return seen(accumulator.response(), city, dropped(response));
    }
  }

  private static Seen seen(Response response, Optional<String> city, String dropped) {
    List<ResponseOutputMessage.Content> content =
        response.output().stream()
            .flatMap(item -> item.message().stream())
            .flatMap(message -> message.content().stream())
            .toList();
    return new Seen(
        List.of(
            content.stream()
                .flatMap(part -> part.outputText().stream())
                .map(part -> part.text())
                .collect(Collectors.joining())),
        content.stream()
            .flatMap(part -> part.refusal().stream())
            .map(part -> part.refusal())
            .toList(),
        response.output().stream()
            .flatMap(item -> item.functionCall().stream())
            .map(call -> Call.of(call.name(), call.arguments()))
            .toList(),
        response.status().stream().map(OpenAiJavaResponses::finish).toList(),
        city,
        dropped,
        Optional.empty());
  }

  /** A response has a status where a choice has a reason. */
  private static String finish(ResponseStatus status) {
    return status.equals(ResponseStatus.COMPLETED) ? "stop" : status.asString();
  }

  private static Optional<String> city(StructuredResponse<Place> response) {
    return response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .filter(StructuredResponseOutputMessage.Content::isOutputText)
        .map(part -> part.asOutputText().city)
        .findFirst();
  }

  private static StructuredResponseCreateParams<Place> structured(Question question) {
    return params(question).toBuilder().text(Place.class).build();
  }

  private static ResponseCreateParams params(Question question) {
    ResponseCreateParams.Builder params =
        ResponseCreateParams.builder().model(question.model()).instructions(Question.SYSTEM);
    if (question.has(Extra.PARTS)) {
      params.inputOfResponse(user(text(question.firstPart()), text(question.secondPart())));
    } else if (question.has(Extra.IMAGE)) {
      params.inputOfResponse(user(text(question.message()), picture()));
    } else {
      params.input(question.message());
    }
    if (question.has(Extra.HEAT)) {
      params.temperature(9.5);
    }
    if (question.has(Extra.TOOLS)) {
      params.addTool(lookup()).toolChoice(ToolChoiceOptions.REQUIRED);
    }
    return params.build();
  }

  private static List<ResponseInputItem> user(
      ResponseInputContent first, ResponseInputContent second) {
    return List.of(
        ResponseInputItem.ofEasyInputMessage(
            EasyInputMessage.builder()
                .role(EasyInputMessage.Role.USER)
                .contentOfResponseInputMessageContentList(List.of(first, second))
                .build()));
  }

  private static ResponseInputContent text(String text) {
    return ResponseInputContent.ofInputText(ResponseInputText.builder().text(text).build());
  }

  private static ResponseInputContent picture() {
    return ResponseInputContent.ofInputImage(
        ResponseInputImage.builder()
            .detail(ResponseInputImage.Detail.AUTO)
            .imageUrl("data:image/png;base64," + Question.PICTURE)
            .build());
  }

  private static FunctionTool lookup() {
    return FunctionTool.builder()
        .name("lookup")
        .parameters(FunctionTool.Parameters.builder().additionalProperties(PARAMETERS).build())
        .strict(true)
        .build();
  }
}
