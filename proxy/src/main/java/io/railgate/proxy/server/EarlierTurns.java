package io.railgate.proxy.server;

import io.railgate.proxy.openai.ChatRequest.Round;
import io.railgate.proxy.openai.ForwardedRequest.Message;
import io.railgate.rails.engine.Decision;
import io.railgate.rails.engine.Step;
import io.railgate.rails.set.ConversationSettings.History;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a conversation before its last round may be forwarded: the canonical prompts that it led
 * to, and the answers to them that this proxy gave. Never what anyone typed.
 *
 * @param history what the set allows
 * @param messages in order; empty if nothing may be forwarded
 * @param answersLeftOut whether an answer to one of the prompts is not among them
 */
record EarlierTurns(History history, List<Message> messages, boolean answersLeftOut) {

  EarlierTurns {
    messages = List.copyOf(messages);
  }

  /**
   * Picks what the set allows.
   *
   * @param rounds as the client tells them
   * @param steps what each of them led to
   */
  static EarlierTurns of(
      List<Round> rounds, List<Step> steps, History history, GivenReplies given) {
    List<Message> messages = new ArrayList<>();
    boolean leftOut = false;
    for (int i = 0; i < rounds.size() - 1 && history != History.NONE; i++) {
      if (!(steps.get(i).decision() instanceof Decision.Forward forward)) {
        continue;
      }
      messages.add(new Message.User(forward.prompt()));
      String answer = rounds.get(i).answer().orElse("");
      if (history == History.VERIFIED && given.isGiven(forward.prompt(), answer)) {
        messages.add(new Message.Assistant(answer));
      } else {
        leftOut = true;
      }
    }
    return new EarlierTurns(history, messages, leftOut);
  }

  /** The names of dropped fields, without those of turns that are forwarded in another form. */
  List<String> without(List<String> dropped) {
    return dropped.stream()
        .filter(name -> !(name.equals("messages.user") && history != History.NONE))
        .filter(
            name ->
                !(name.equals("messages.assistant")
                    && history == History.VERIFIED
                    && !answersLeftOut))
        .toList();
  }
}
