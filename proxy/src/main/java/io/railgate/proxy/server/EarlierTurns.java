package io.railgate.proxy.server;

import io.railgate.proxy.openai.ChatRequest;
import io.railgate.proxy.openai.ChatRequest.Round;
import io.railgate.proxy.openai.ForwardedRequest.Message;
import io.railgate.proxy.shared.GivenReplies.Answered;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Step;
import io.railgate.rails.set.ConversationSettings.History;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a conversation before its last round may be forwarded: the canonical prompts that it led
 * to, and the answers to them that this proxy gave. Of what was typed it holds slot values alone.
 *
 * @param messages in order; empty if nothing may be forwarded
 * @param dropped names of the request's fields of which something is not forwarded
 */
record EarlierTurns(List<Message> messages, List<String> dropped) {

  EarlierTurns {
    messages = List.copyOf(messages);
    dropped = List.copyOf(dropped);
  }

  /** What the client tells as answers to canonical prompts: forwarded only if it was given. */
  static Set<Answered> told(ChatRequest chat, List<Step> steps) {
    List<Round> rounds = before(chat);
    Set<Answered> told = new LinkedHashSet<>();
    for (int i = 0; i < rounds.size(); i++) {
      if (steps.get(i).decision() instanceof Decision.Forward forward) {
        rounds
            .get(i)
            .answer()
            .ifPresent(answer -> told.add(new Answered(forward.prompt(), answer)));
      }
    }
    return told;
  }

  private static List<Round> before(ChatRequest chat) {
    return chat.rounds().subList(0, chat.rounds().size() - 1);
  }

  /**
   * Picks what the set allows.
   *
   * @param steps what each of the request's rounds led to
   * @param given those answers that this proxy gave
   */
  static EarlierTurns of(ChatRequest chat, List<Step> steps, History history, Set<Answered> given) {
    List<Round> rounds = before(chat);
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < rounds.size() && history != History.NONE; i++) {
      if (steps.get(i).decision() instanceof Decision.Forward forward) {
        messages.add(new Message.User(forward.prompt()));
        String answer = rounds.get(i).answer().orElse("");
        if (history == History.VERIFIED && given.contains(new Answered(forward.prompt(), answer))) {
          messages.add(new Message.Assistant(answer));
        }
      }
    }
    // Of several turns since the last answer one is forwarded.
    long turns =
        rounds.stream().mapToLong(round -> round.user().size()).sum()
            + chat.rounds().getLast().user().size()
            - 1;
    long prompts = messages.stream().filter(Message.User.class::isInstance).count();
    long answers = messages.size() - prompts;
    List<String> dropped =
        chat.dropped().stream()
            .filter(name -> !(name.endsWith(".user") && prompts == turns))
            .filter(name -> !(name.endsWith(".assistant") && answers == chat.answers()))
            .toList();
    return new EarlierTurns(messages, dropped);
  }
}
