package io.railgate.proxy.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Digests of the replies of all replicas. What this one knows is not asked for; what it learns it
 * remembers. A digest is kept for {@link #KEPT} after its reply was last given or asked for.
 */
public final class SharedReplies implements GivenReplies {

  static final Duration KEPT = Duration.ofHours(24);

  /** Tells of each key whether it is there, and keeps it for longer. */
  private static final String KEEP =
      """
      local there = {}
      for i, key in ipairs(KEYS) do there[i] = redis.call('EXPIRE', key, ARGV[1]) end
      return there
      """;

  private final SharedStore store;
  private final RememberedReplies own = new RememberedReplies();

  public SharedReplies(SharedStore store) {
    this.store = store;
  }

  /** A reply that the server is not told of in time is one that only this replica knows. */
  @Override
  public void remember(Answered given) {
    own.remember(given);
    var unused = store.put(key(given), KEPT);
  }

  @Override
  public CompletionStage<Set<Answered>> given(Set<Answered> told) {
    Set<Answered> known = own.known(told);
    List<Answered> unknown = told.stream().filter(each -> !known.contains(each)).toList();
    if (unknown.isEmpty()) {
      return CompletableFuture.completedFuture(known);
    }
    CompletableFuture<Set<Answered>> answer = new CompletableFuture<>();
    store
        .run(KEEP, unknown.stream().map(SharedReplies::key).toList(), "" + KEPT.toSeconds())
        .whenComplete(
            (there, failure) -> {
              if (failure == null) {
                answer.complete(with(known, unknown, there));
              } else if (store.degrades()) {
                answer.complete(known);
              } else {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  private Set<Answered> with(Set<Answered> known, List<Answered> asked, List<Long> there) {
    Set<Answered> all = new HashSet<>(known);
    List<Answered> learnt = new ArrayList<>();
    for (int i = 0; i < Math.min(asked.size(), there.size()); i++) {
      if (there.get(i) == 1) {
        learnt.add(asked.get(i));
      }
    }
    learnt.forEach(own::remember);
    all.addAll(learnt);
    return Set.copyOf(all);
  }

  private static String key(Answered given) {
    return "reply:" + Digests.of(given);
  }
}
