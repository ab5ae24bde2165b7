package io.railgate.proxy.clients;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.chat.completions.StructuredChatCompletion;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import io.railgate.proxy.clients.Question.Extra;
import io.railgate.proxy.clients.Question.Leave;
import io.railgate.proxy.clients.Seen.Call;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks {@code /v1/chat/completions}. */
final class OpenAiJavaChat extends OpenAiJava {

  @Override
  Seen ask(OpenAIClient client, Question question) {
    if (question.streamed()) {
      return streamed(client, question);
    }
    return question.has(Extra.SCHEMA) ? parsed(client, question) : whole(client, question);
  }

  private static Seen whole(OpenAIClient client, Question question) {
    try (HttpResponseFor<ChatCompletion> response =
        client.chat().completions().withRawResponse().create(params(question), options(question))) {
      return seen(response.parse(), dropped(response));
    }
  }

  private static Seen parsed(OpenAIClient client, Question question) {
    StructuredChatCompletion<Place> completion =
        client.chat().completions().create(structured(question), options(question));
    return seen(completion.rawChatCompletion(), city(completion), "");
  }

  private static Seen streamed(OpenAIClient client, Question question) {
    ChatCompletionCreateParams params =
        question.has(Extra.SCHEMA) ? structured(question).rawParams() : params(question);
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> response =
            client
                .chat()
                .completions()
                .withRawResponse()
                .createStreaming(params, options(question));
        StreamResponse<ChatCompletionChunk> stream = response.parse()) {
      if (question.leave() == Leave.AT_HEAD) {
        return Seen.NOTHING;
      }
      ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
      Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
      while (chunks.hasNext()) {
        ChatCompletionChunk chunk = accumulator.accumulate(chunks.next());
        if (question.leave() == Leave.AT_TEXT && hasText(chunk)) {
          return Seen.NOTHING;
        }
      }
      Optional<String> city =
          question.has(Extra.SCHEMA)
              ? city(accumulator.chatCompletion(Place.class))
              : Optional.empty();
      return seen(accumulator.chatCompletion(), city, dropped(response));
    }
  }

  private static boolean hasText(ChatCompletionChunk chunk) {
    return chunk.choices().stream()
        .anyMatch(choice -> !choice.delta().content().orElse("").isEmpty());
  }

  private static Seen seen(ChatCompletion completion, String dropped) {
    return seen(completion, Optional.empty(), dropped);
  }

  private static Seen seen(ChatCompletion completion, Optional<String> city, String dropped) {
    List<ChatCompletion.Choice> choices = completion.choices();
    return new Seen(
        choices.stream().map(choice -> choice.message().content().orElse("")).toList(),
        choices.stream().flatMap(choice -> choice.message().refusal().stream()).toList(),
        choices.stream().flatMap(OpenAiJavaChat::calls).toList(),
        choices.stream().map(choice -> choice.finishReason().asString()).toList(),
        city,
        dropped,
        Optional.empty());
  }

  private static Stream<Call> calls(ChatCompletion.Choice choice) {
    return choice.message().toolCalls().stream()
        .flatMap(List::stream)
        .map(call -> call.asFunction().function())
        .map(function -> Call.of(function.name(), function.arguments()));
  }

  private static Optional<String> city(StructuredChatCompletion<Place> completion) {
    return completion.choices().getFirst().message().content().map(place -> place.city);
  }

  private static StructuredChatCompletionCreateParams<Place> structured(Question question) {
    return params(question).toBuilder().responseFormat(Place.class).build();
  }

  private static ChatCompletionCreateParams params(Question question) {
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder()
            .model(question.model())
            .addSystemMessage(Question.SYSTEM);
    if (question.has(Extra.PARTS)) {
      params.addUserMessageOfArrayOfContentParts(
          List.of(text(question.firstPart()), text(question.secondPart())));
    } else if (question.has(Extra.IMAGE)) {
      params.addUserMessageOfArrayOfContentParts(List.of(text(question.message()), picture()));
    } else {
      params.addUserMessage(question.message());
    }
    if (question.choices() > 1) {
      params.n(question.choices());
    }
    if (question.has(Extra.HEAT)) {
      params.temperature(9.5);
    }
    if (question.has(Extra.TOOLS)) {
      params.addTool(lookup()).toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED);
    }
    return params.build();
  }

  private static ChatCompletionContentPart text(String text) {
    return ChatCompletionContentPart.ofText(
        ChatCompletionContentPartText.builder().text(text).build());
  }

  private static ChatCompletionContentPart picture() {
    return ChatCompletionContentPart.ofImageUrl(
        ChatCompletionContentPartImage.builder()
            .imageUrl(
                ChatCompletionContentPartImage.ImageUrl.builder()
                    .url("data:image/png;base64," + Question.PICTURE)
                    .build())
            .build());
  }

  private static ChatCompletionFunctionTool lookup() {
    return ChatCompletionFunctionTool.builder()
        .function(
            FunctionDefinition.builder()
                .name("lookup")
                .parameters(FunctionParameters.builder().additionalProperties(PARAMETERS).build())
                .build())
        .build();
  }
}
