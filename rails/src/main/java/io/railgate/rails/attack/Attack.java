package io.railgate.rails.attack;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.Progress;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.set.ConversationTests;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Has a rail engine decide on the texts of its set, and on attacks, in other guises. */
public final class Attack {

  private Attack() {}

  /**
   * What is done.
   *
   * @param seed of all that is drawn
   * @param limit most legitimate texts, and most attacks; a sample is drawn if there are more
   */
  public record Plan(long seed, List<Mutation> mutations, int limit) {

    public Plan {
      mutations = Mutation.all().stream().filter(List.copyOf(mutations)::contains).toList();
      if (limit < 1) {
        throw new IllegalArgumentException("a limit of " + limit + " texts");
      }
    }
  }

  /** A text in a guise, before it is said. */
  private record Shot(Subject subject, Mutation mutation, Variant variant) {}

  /**
   * Attacks; blocks while it embeds, on the cores there are, some milliseconds a text. The same
   * engine, tests and plan give the same outcome.
   *
   * @param encoder the one that the engine was loaded with
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  public static AttackOutcome run(
      RailEngine engine, Encoder encoder, ConversationTests tests, Plan plan, Progress progress) {
    Subjects all = Subjects.of(engine.railSet(), tests);
    Subjects sample = all.sample(plan.limit(), plan.seed());
    List<Subject> subjects =
        Stream.concat(sample.legitimate().stream(), sample.attacks().stream()).toList();
    List<Shot> shots = subjects.stream().flatMap(subject -> shots(subject, plan)).toList();
    Talks talks = new Talks(engine);
    talks.read(
        Stream.concat(
            subjects.stream().map(Subject::text),
            shots.stream().flatMap(shot -> shot.variant.turns().stream())),
        encoder,
        progress);
    Judge judge = new Judge(engine, talks);
    List<Unmutated> unmutated = subjects.parallelStream().map(judge::unmutated).toList();
    List<Subject> sound =
        unmutated.stream().filter(Unmutated::isSound).map(Unmutated::subject).toList();
    Set<Subject> attacked = new HashSet<>(sound);
    return new AttackOutcome(
        engine.digest(),
        engine.railSet().rails().size(),
        plan,
        all.legitimate().size(),
        all.attacks().size(),
        sound,
        unmutated.stream().filter(each -> !each.isSound()).toList(),
        shots.parallelStream()
            .filter(shot -> attacked.contains(shot.subject))
            .map(shot -> judge.trial(shot.subject, shot.mutation, shot.variant))
            .toList());
  }

  private static Stream<Shot> shots(Subject subject, Plan plan) {
    return plan.mutations().stream()
        .filter(mutation -> Aim.applies(subject, mutation))
        .map(mutation -> new Shot(subject, mutation, mutation.of(subject.text(), plan.seed())));
  }
}
