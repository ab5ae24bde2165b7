package io.railgate.proxy.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Digests of replies in this process. The least used are forgotten first; a forgotten answer is
 * left out.
 */
public final class RememberedReplies implements GivenReplies {

  /** Most answers that are remembered, some 200 bytes each. */
  static final int MAX_REPLIES = 100_000;

  private final Cache<String, Boolean> digests =
      Caffeine.newBuilder().maximumSize(MAX_REPLIES).build();

  @Override
  public void remember(Answered given) {
    digests.put(Digests.of(given), true);
  }

  @Override
  public CompletionStage<Set<Answered>> given(Set<Answered> told) {
    return CompletableFuture.completedFuture(known(told));
  }

  Set<Answered> known(Set<Answered> told) {
    return told.stream()
        .filter(each -> digests.getIfPresent(Digests.of(each)) != null)
        .collect(Collectors.toUnmodifiableSet());
  }
}
