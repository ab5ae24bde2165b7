package io.railgate.rails.engine;

import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.Conversation.Round;
import io.railgate.rails.engine.State.Open;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.matching.Matcher;
import io.railgate.rails.matching.RailScore;
import io.railgate.rails.matching.Ranking;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetDigest;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.text.NormalText;
import io.railgate.rails.text.NormalText.Change;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides on conversations by one rail set. A conversation has no session: where it stands follows
 * from what the user said before, round by round. Immutable; safe for many threads.
 */
public final class RailEngine implements AutoCloseable {

  /** Changes whenever the same conversation can be decided otherwise than before. */
  static final String VERSION = "turns-4";

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  /** A turn with fewer words is more likely the answer to a question than a new subject. */
  private static final int FEWEST_WORDS = 5;

  /** From this confidence on even a few words are a line under {@code never}, and no answer. */
  private static final double SURELY_NEVER = 0.95;

  private final RailSet set;
  private final Matcher matcher;
  private final String digest;
  private final List<Example> unread;
  private final SlotFilling slots;
  private final Matching matching;
  private final Clarifying clarifying;

  private RailEngine(RailSet set, IndexedSet indexed) {
    this.set = set;
    this.matcher = indexed.matcher();
    this.digest = RailSetDigest.of(set, matcher.rule() + " " + VERSION);
    this.unread = indexed.unread();
    this.slots = new SlotFilling(set);
    this.clarifying = new Clarifying(set);
    this.matching = new Matching(set, matcher, digest, slots, clarifying);
  }

  /**
   * Embeds and indexes the set's examples; blocks while it computes, some milliseconds an example.
   *
   * @param encoder the one that the set names; it is not kept
   * @throws RailSetInvalid if an example has no word that the encoder knows, or a rail no example
   *     that it can read
   */
  public static RailEngine load(RailSet set, Encoder encoder) throws RailSetInvalid {
    return load(set, encoder, VectorCache.none());
  }

  /**
   * Indexes the set's examples, and embeds those that the cache does not hold; then it does. The
   * engine is the same, and decides alike, whatever the cache holds.
   *
   * @param encoder the one that the set names; it is not kept
   * @throws RailSetInvalid if an example has no word that the encoder knows, or a rail no example
   *     that it can read
   */
  public static RailEngine load(RailSet set, Encoder encoder, VectorCache cache)
      throws RailSetInvalid {
    return new RailEngine(set, IndexedSet.of(set, encoder, cache));
  }

  public RailSet railSet() {
    return set;
  }

  /** Digest of all that can change a decision, in hex. */
  public String digest() {
    return digest;
  }

  /**
   * Examples and lines under {@code never} that are longer than the encoder reads, wholly or with
   * some of their slots' values.
   */
  public List<Example> unread() {
    return unread;
  }

  /** What ranks the rails; it lives as long as the engine. */
  public Matcher matcher() {
    return matcher;
  }

  /**
   * Whether a message that is longer than the encoder reads may match: there is a rail with {@code
   * pass}. If not, such a message is refused, and its windows need not be embedded.
   */
  public boolean readsLong() {
    return matching.passes();
  }

  /**
   * Embeds a message, and the windows of a long one if that is of use; blocks while it computes.
   *
   * @param encoder the one that the engine was loaded with
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  public UserTurn read(String text, Encoder encoder) {
    return new UserTurn(text, withWindows(text, Reading.of(text, encoder), encoder));
  }

  private Reading withWindows(String text, Reading reading, Encoder encoder) {
    return readsLong() && reading instanceof Reading.TooLong whole
        ? Reading.inWindows(text, whole, encoder)
        : reading;
  }

  /**
   * Embeds messages as {@link #read(String, Encoder)} does, on the cores there are; those that the
   * cache holds are not embedded again.
   *
   * @return by message
   * @throws io.railgate.embeddings.InferenceFailed if the encoder fails
   */
  public Map<String, UserTurn> read(
      Collection<String> messages, Encoder encoder, VectorCache cache) {
    Map<String, UserTurn> turns = new HashMap<>();
    Readings.of(Set.copyOf(messages), encoder, cache)
        .forEach(
            (text, reading) ->
                turns.put(text, new UserTurn(text, withWindows(text, reading, encoder))));
    return turns;
  }

  /** Decides on a conversation's last round. Does not block. */
  public Decision decide(Conversation conversation) {
    return replay(conversation).getLast().decision();
  }

  /**
   * Decides on every round of a conversation, in order; the last is the one to act on. Does not
   * block; takes less than 1 ms a turn for 1,000 examples.
   */
  public List<Step> replay(Conversation conversation) {
    return conversation.replay(this::step);
  }

  /**
   * Decides on one round. Its turns are decided on one after the other: a refusal of any of them is
   * the decision; else a question that the last of them leads to; else the last that is forwarded;
   * else the last.
   *
   * @param state where the conversation stood before
   */
  public Step step(State state, Round round, Terms terms) {
    List<Step> steps = new ArrayList<>();
    State current = state;
    for (UserTurn turn : round.turns()) {
      Step step = step(current, turn, terms);
      steps.add(step);
      current = step.next().unseen();
    }
    return deciding(steps);
  }

  @Override
  public void close() {
    matcher.close();
  }

  private static Step deciding(List<Step> steps) {
    Step last = steps.getLast();
    return steps.stream()
        .filter(step -> step.decision() instanceof Decision.Refuse)
        .findFirst()
        .or(() -> isQuestion(last) ? Optional.of(last) : Optional.empty())
        .or(() -> steps.reversed().stream().filter(RailEngine::reachesTheModel).findFirst())
        .orElse(last);
  }

  private static boolean isQuestion(Step step) {
    return step.decision() instanceof Decision.Ask || step.decision() instanceof Decision.Clarify;
  }

  private static boolean reachesTheModel(Step step) {
    return step.decision() instanceof Decision.Forward || step.decision() instanceof Decision.Pass;
  }

  private Step step(State state, UserTurn turn, Terms terms) {
    Step step = plainStep(state, turn, terms);
    List<Change> changes = NormalText.of(turn.text()).changes();
    return changes.isEmpty() ? step : step.normalised(changes);
  }

  private Step plainStep(State state, UserTurn turn, Terms terms) {
    boolean isLong =
        turn.reading() instanceof Reading.TooLong || turn.reading() instanceof Reading.Windows;
    if (isLong) {
      return matching.match(state.unseen(), turn, terms, false); // never an answer
    }
    return switch (state.open()) {
      case Open.Nothing nothing -> matching.match(state, turn, terms, true);
      case Open.Question question ->
          otherSubject(state, question, turn, terms)
              .or(() -> slots.answer(question, turn.text(), terms.today(), matching::notCompared))
              .orElseGet(() -> unanswered(state, question, turn, terms));
      case Open.Choice choice ->
          clarifying
              .chosen(choice, turn.text())
              .map(option -> chosen(choice, option, terms))
              .orElseGet(() -> matching.match(State.offered(choice), turn, terms, false));
    };
  }

  /**
   * What a turn leads to that is no answer, whatever values are in it: one that is to match
   * nothing, or a sentence that surely belongs to another rail. Empty if it may be an answer.
   */
  private Optional<Step> otherSubject(
      State state, Open.Question question, UserTurn turn, Terms terms) {
    Step other = matching.match(state, turn, terms, true);
    Ranking ranking = other.decision().evidence().ranking();
    boolean sentence = WORD.matcher(turn.text()).results().count() >= FEWEST_WORDS;
    boolean never =
        other.decision() instanceof Decision.Refuse refuse
            && refuse.cause() instanceof Decision.Cause.Never
            && (sentence || ranking.neverConfidence() >= SURELY_NEVER);
    boolean otherRail =
        other.decision().decidedBy().filter(rail -> !rail.equals(question.rail())).isPresent()
            && ranking.best().filter(best -> best.alone() >= RailScore.SURE).isPresent();
    return never || (sentence && otherRail) ? Optional.of(other) : Optional.empty();
  }

  /**
   * A turn that is no answer may be about something else; if it is about nothing, or about the same
   * rail again, ask again.
   */
  private Step unanswered(State state, Open.Question question, UserTurn turn, Terms terms) {
    Step other = matching.match(state, turn, terms, true);
    Evidence evidence = other.decision().evidence();
    Map<String, String> values = new HashMap<>(question.values());
    if (other.next().open() instanceof Open.Question same && same.rail().equals(question.rail())) {
      values.putAll(same.values());
      return slots.askAgain(question, values, terms.today(), evidence);
    }
    boolean aboutNothing =
        other.decision() instanceof Decision.Refuse refuse
            && (refuse.cause() instanceof Decision.Cause.NothingMatched
                || refuse.cause() instanceof Decision.Cause.TooClose
                || refuse.cause() instanceof Decision.Cause.Unreadable);
    return aboutNothing ? slots.askAgain(question, values, terms.today(), evidence) : other;
  }

  private Step chosen(Open.Choice choice, int option, Terms terms) {
    return slots.enter(
        set.rail(choice.rails().get(option - 1)).orElseThrow(),
        choice.before(),
        choice.message(),
        terms.today(),
        matching.notCompared(new Evidence.Ground.Chose(option)));
  }
}
