package io.railgate.proxy.shared;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Knows the answers that backends gave through the proxy, each bound to the prompt that it answers.
 * What a client tells as an earlier answer is forwarded only if it is one of them. Safe for many
 * threads; blocks none.
 */
public interface GivenReplies {

  /** A reply, and the prompt that it answers. */
  record Answered(String prompt, String reply) {}

  /** Remembers an answer. */
  void remember(Answered given);

  /**
   * Those that were given, and are not forgotten. Where nobody else has to be asked, the stage is
   * complete when it is returned. It fails with {@link SharedUnavailable} if that cannot be found
   * out, and nothing less will do.
   */
  CompletionStage<Set<Answered>> given(Set<Answered> told);
}
