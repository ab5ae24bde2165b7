package io.railgate.rails.engine;

import static java.util.Objects.requireNonNull;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.VectorCache;
import io.railgate.rails.engine.UserTurn.Reading;
import io.railgate.rails.engine.UserTurn.Reading.Embedded;
import io.railgate.rails.matching.Matcher;
import io.railgate.rails.matching.Matcher.Entry;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Problem;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import io.railgate.rails.set.Slot;
import io.railgate.rails.set.Template;
import io.railgate.rails.slots.ExampleTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A rail set's examples, embedded and indexed.
 *
 * @param unread examples that are longer than the encoder reads, and therefore not in the index
 */
record IndexedSet(Matcher matcher, List<Example> unread) {

  /** A text of an example. */
  private record Utterance(int rail, String of, Example example, String text, boolean about) {}

  /**
   * Embeds what the cache does not hold, on the cores there are, and indexes.
   *
   * @throws RailSetInvalid if an example has no word that the encoder knows, or a rail no example
   *     that it can read
   */
  static IndexedSet of(RailSet set, Encoder encoder, VectorCache cache) throws RailSetInvalid {
    List<Utterance> utterances = utterances(set);
    Set<String> texts = utterances.stream().map(Utterance::text).collect(Collectors.toSet());
    Map<String, Reading> readings = Readings.of(texts, encoder, cache);
    List<Problem> problems = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    List<Example> unread = new ArrayList<>();
    for (Utterance utterance : utterances) {
      switch (requireNonNull(readings.get(utterance.text))) {
        case Embedded(Embedding vector) ->
            entries.add(new Entry(utterance.rail, utterance.example, vector, utterance.about));
        // An about line is for people first: it counts as an example only where it can.
        case Reading reading when utterance.about -> {}
        case Reading.TooLong tooLong -> unread.add(utterance.example);
        case Reading.Windows windows -> unread.add(utterance.example);
        case Reading.Unreadable unreadable ->
            problems.add(
                new Problem(
                    utterance.example.place(),
                    utterance.of + " holds no word that the encoder knows"));
      }
    }
    requireAnEntryEach(set, entries, problems);
    if (!problems.isEmpty()) {
      throw new RailSetInvalid(problems);
    }
    List<Embedding> background = BackgroundVectors.of(encoder, cache);
    Matcher matcher =
        new Matcher(set.rails(), entries, background, set.settings().matching(), cache.results());
    return new IndexedSet(matcher, unread.stream().distinct().toList());
  }

  private static List<Utterance> utterances(RailSet set) {
    List<Utterance> all = new ArrayList<>();
    for (int number = 0; number < set.rails().size(); number++) {
      Rail rail = set.rails().get(number);
      Map<String, Slot> slots =
          rail.slots().stream().collect(Collectors.toMap(Slot::name, Function.identity()));
      for (Example example : rail.examples()) {
        for (String text : ExampleTexts.of(example.text(), slots)) {
          all.add(new Utterance(number, "example of rail " + rail.id(), example, text, false));
        }
      }
      if (!rail.about().isEmpty()) {
        Example about = new Example(Template.words(rail.about()), rail.place());
        all.add(new Utterance(number, "about of rail " + rail.id(), about, rail.about(), true));
      }
    }
    for (Example line : set.settings().never()) {
      String text = line.text().source();
      all.add(new Utterance(Entry.NEVER, "a line under \"never\"", line, text, false));
    }
    return all;
  }

  private static void requireAnEntryEach(RailSet set, List<Entry> entries, List<Problem> problems) {
    Set<Integer> indexed =
        entries.stream()
            .filter(entry -> !entry.about())
            .map(Entry::rail)
            .collect(Collectors.toSet());
    Set<Place> reported = problems.stream().map(Problem::place).collect(Collectors.toSet());
    for (int number = 0; number < set.rails().size(); number++) {
      Rail rail = set.rails().get(number);
      boolean unreadable =
          rail.examples().stream().map(Example::place).anyMatch(reported::contains);
      if (!indexed.contains(number) && !unreadable) {
        problems.add(
            new Problem(
                rail.place(),
                "rail " + rail.id() + " has no example that is short enough for the encoder"));
      }
    }
  }
}
