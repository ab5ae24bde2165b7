package io.railgate.proxy.clients;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.completions.Completion;
import com.openai.models.completions.CompletionChoice;
import com.openai.models.completions.CompletionChoice.FinishReason;
import com.openai.models.completions.CompletionCreateParams;
import io.railgate.proxy.clients.Question.Extra;
import io.railgate.proxy.clients.Question.Leave;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks {@code /v1/completions}. */
final class OpenAiJavaCompletions extends OpenAiJava {

  @Override
  public Set<Notion> lacks() {
    return Notion.NOT_IN_COMPLETIONS;
  }

  @Override
  Seen ask(OpenAIClient client, Question question) {
    return question.streamed() ? streamed(client, question) : whole(client, question);
  }

  private static Seen whole(OpenAIClient client, Question question) {
    try (HttpResponseFor<Completion> response =
        client.completions().withRawResponse().create(params(question), options(question))) {
      List<CompletionChoice> choices = response.parse().choices();
      return seen(
          choices.stream().map(CompletionChoice::text).toList(),
          choices.stream().map(choice -> choice.finishReason().asString()).toList(),
          dropped(response));
    }
  }

  private static Seen streamed(OpenAIClient client, Question question) {
    try (HttpResponseFor<StreamResponse<Completion>> response =
            client
                .completions()
                .withRawResponse()
                .createStreaming(params(question), options(question));
        StreamResponse<Completion> stream = response.parse()) {
      if (question.leave() == Leave.AT_HEAD) {
        return Seen.NOTHING;
      }
      SortedMap<Long, String> texts = new TreeMap<>();
      SortedMap<Long, String> ends = new TreeMap<>();
      Iterator<Completion> chunks = stream.stream().iterator();
      while (chunks.hasNext()) {
        for (CompletionChoice choice : chunks.next().choices()) {
          texts.merge(choice.index(), choice.text(), String::concat);
          end(choice).ifPresent(reason -> ends.put(choice.index(), reason.asString()));
        }
        if (question.leave() == Leave.AT_TEXT && !texts.getOrDefault(0L, "").isEmpty()) {
          return Seen.NOTHING;
        }
      }
      return seen(List.copyOf(texts.values()), List.copyOf(ends.values()), dropped(response));
    }
  }

  /** Its accessor throws where a chunk has none yet. */
  private static Optional<FinishReason> end(CompletionChoice choice) {
    return choice._finishReason().asKnown();
  }

  private static Seen seen(List<String> texts, List<String> finishReasons, String dropped) {
    return new Seen(
        texts, List.of(), List.of(), finishReasons, Optional.empty(), dropped, Optional.empty());
  }

  private static CompletionCreateParams params(Question question) {
    CompletionCreateParams.Builder params =
        CompletionCreateParams.builder().model(question.model()).prompt(question.message());
    if (question.choices() > 1) {
      params.n(question.choices());
    }
    if (question.has(Extra.HEAT)) {
      params.temperature(9.5);
    }
    return params.build();
  }
}
