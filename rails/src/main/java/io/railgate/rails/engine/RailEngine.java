package io.railgate.rails.engine;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.EncoderModel;
import io.railgate.rails.matching.Candidate;
import io.railgate.rails.matching.DefaultThreshold;
import io.railgate.rails.matching.Matcher;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Problem;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetDigest;
import io.railgate.rails.set.RailSetInvalid;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Decides on conversations by one rail set. Immutable; safe for many threads. */
public final class RailEngine implements AutoCloseable {

  private final RailSet set;
  private final Matcher matcher;
  private final String digest;

  private RailEngine(RailSet set, Matcher matcher, String digest) {
    this.set = set;
    this.matcher = matcher;
    this.digest = digest;
  }

  /**
   * Embeds and indexes the set's examples; blocks while it computes, some milliseconds an example.
   *
   * @param encoder the one that the set names; it is not kept
   * @throws RailSetInvalid if an example is longer than the encoder reads, or has no word that it
   *     knows
   */
  public static RailEngine load(RailSet set, Encoder encoder) throws RailSetInvalid {
    EncoderModel model = encoder.model();
    double threshold =
        set.settings().similarity().orElseGet(() -> DefaultThreshold.of(model.name()));
    Matcher matcher = new Matcher(set.rails(), embed(set, encoder), threshold);
    String rule = Matcher.VERSION + " " + threshold;
    return new RailEngine(set, matcher, RailSetDigest.of(set, model.digest(), rule));
  }

  public RailSet railSet() {
    return set;
  }

  /** Digest of all that can change a decision, in hex. */
  public String digest() {
    return digest;
  }

  /**
   * Decides on the turns since the last answer, each on its own: a refusal of any of them is the
   * decision; else the last that is forwarded; else the last reply. Does not block; takes some 0.1
   * ms a turn for 1,000 examples.
   */
  public Decision decide(Conversation conversation) {
    List<Decision> decisions = conversation.turns().stream().map(this::decide).toList();
    return decisions.stream()
        .filter(Decision.Refuse.class::isInstance)
        .findFirst()
        .or(
            () ->
                decisions.reversed().stream()
                    .filter(Decision.Forward.class::isInstance)
                    .findFirst())
        .orElseGet(decisions::getLast);
  }

  @Override
  public void close() {
    matcher.close();
  }

  private Decision decide(UserTurn turn) {
    return switch (turn) {
      case UserTurn.TooLong(int tokens, int limit) ->
          refuse(new Decision.Cause.TooLong(tokens, limit), evidence(List.of()));
      case UserTurn.Unreadable() -> refuse(new Decision.Cause.Unreadable(), evidence(List.of()));
      case UserTurn.Embedded(String text, Embedding vector) -> decide(vector);
    };
  }

  private Decision decide(Embedding message) {
    Evidence evidence = evidence(matcher.nearest(message));
    Candidate best = evidence.best().orElseThrow();
    if (!matcher.matches(best)) {
      return refuse(new Decision.Cause.NothingMatched(), evidence);
    }
    if (evidence.margin().orElse(1) == 0) {
      RailId second = evidence.runnerUp().orElseThrow().rail().id();
      return refuse(new Decision.Cause.Tie(best.rail().id(), second), evidence);
    }
    return outcome(best.rail(), evidence);
  }

  private static Decision outcome(Rail rail, Evidence evidence) {
    return switch (rail.outcome()) {
      case Outcome.Prompt(String prompt) -> new Decision.Forward(rail.id(), prompt, evidence);
      case Outcome.Reply(String text) -> new Decision.Reply(rail.id(), text, evidence);
      case Outcome.Refuse(String text) ->
          new Decision.Refuse(new Decision.Cause.ByRail(rail.id()), text, evidence);
    };
  }

  private Decision refuse(Decision.Cause cause, Evidence evidence) {
    return new Decision.Refuse(cause, set.settings().refusal(), evidence);
  }

  private Evidence evidence(List<Candidate> nearest) {
    return new Evidence(nearest, matcher.threshold(), digest);
  }

  /** The vectors of all examples, rail by rail, computed on the cores there are. */
  private static List<Embedding> embed(RailSet set, Encoder encoder) throws RailSetInvalid {
    List<UserTurn> turns =
        set.rails().stream().flatMap(rail -> rail.examples().stream()).toList().parallelStream()
            .map(example -> UserTurn.of(example.text(), encoder))
            .toList();
    refuseUnreadable(set, turns);
    return turns.stream().map(turn -> ((UserTurn.Embedded) turn).vector()).toList();
  }

  private static void refuseUnreadable(RailSet set, List<UserTurn> turns) throws RailSetInvalid {
    List<Problem> problems = new ArrayList<>();
    Iterator<UserTurn> turn = turns.iterator();
    for (Rail rail : set.rails()) {
      for (Example example : rail.examples()) {
        String defect = defect(turn.next());
        if (!defect.isEmpty()) {
          String message = "example of rail " + rail.id() + " " + defect;
          problems.add(new Problem(example.place(), message));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new RailSetInvalid(problems);
    }
  }

  /** Why an example cannot be indexed; empty if it can. */
  private static String defect(UserTurn turn) {
    return switch (turn) {
      case UserTurn.Embedded embedded -> "";
      case UserTurn.Unreadable unreadable -> "holds no word that the encoder knows";
      case UserTurn.TooLong(int tokens, int limit) ->
          "has %d tokens; the encoder reads at most %d".formatted(tokens, limit);
    };
  }
}
