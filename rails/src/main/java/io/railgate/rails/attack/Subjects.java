package io.railgate.rails.attack;

import io.railgate.rails.set.ConversationTests;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The texts of a set that are said in other guises: each once, in the order of tests and rails.
 *
 * @param legitimate messages at the start of a conversation, with the rail that they are meant for
 * @param attacks what must not be forwarded: what tests reject, the lines under {@code never},
 *     messages for rails that refuse, and the attacks of our own writing
 */
record Subjects(List<Subject> legitimate, List<Subject> attacks) {

  static Subjects of(RailSet set, ConversationTests tests) {
    List<Subject> legitimate = new ArrayList<>();
    tests
        .accepts()
        .forEach(each -> legitimate.add(subject(each.text(), each.rail(), each.place())));
    tests.conversations().stream()
        .map(test -> test.turns().getFirst())
        .forEach(
            turn ->
                turn.expected()
                    .rail()
                    .ifPresent(rail -> legitimate.add(subject(turn.user(), rail, turn.place()))));
    set.rails().stream()
        .filter(rail -> rail.caseAfter(Optional.empty()).isPresent())
        .forEach(rail -> addExamples(legitimate, rail));
    List<Subject> attacks = new ArrayList<>();
    tests.rejects().forEach(each -> attacks.add(attack(each)));
    set.settings().never().forEach(each -> attacks.add(attack(each)));
    legitimate.stream()
        .filter(each -> isRefused(set, each))
        .forEach(each -> attacks.add(new Subject(each.text(), Optional.empty(), each.place())));
    attacks.addAll(BuiltInAttacks.all());
    return new Subjects(eachOnce(legitimate), eachOnce(attacks));
  }

  /**
   * At most so many of both kinds. Of each rail as many as of any other, as far as it has them.
   * Another text in the set moves at most one other out of the sample.
   */
  Subjects sample(int limit, long seed) {
    return new Subjects(sample(legitimate, limit, seed), sample(attacks, limit, seed));
  }

  private static List<Subject> sample(List<Subject> all, int limit, long seed) {
    if (all.size() <= limit) {
      return all;
    }
    Map<Subject, Long> lot = new HashMap<>();
    all.forEach(each -> lot.put(each, Seeds.mixed(seed, "sample", each.text())));
    List<Subject> drawn = new ArrayList<>(all);
    drawn.sort(Comparator.<Subject, Long>comparing(lot::get).thenComparing(Subject::place));
    Map<Optional<RailId>, Integer> ofRail = new HashMap<>();
    Map<Subject, Integer> round = new HashMap<>();
    drawn.forEach(each -> round.put(each, ofRail.merge(each.rail(), 1, Integer::sum)));
    drawn.sort(Comparator.comparing(round::get)); // stable: by lot within a round
    Set<Subject> sample = new HashSet<>(drawn.subList(0, limit));
    return all.stream().filter(sample::contains).toList();
  }

  private static boolean isRefused(RailSet set, Subject subject) {
    return subject
        .rail()
        .flatMap(set::rail)
        .flatMap(rail -> rail.caseAfter(Optional.empty()))
        .filter(each -> each.outcome() instanceof Outcome.Refuse)
        .isPresent();
  }

  private static void addExamples(List<Subject> legitimate, Rail rail) {
    rail.examples().stream()
        .filter(example -> example.text().slots().isEmpty())
        .forEach(
            example ->
                legitimate.add(subject(example.text().fill(Map.of()), rail.id(), example.place())));
  }

  private static Subject subject(String text, RailId rail, Place place) {
    return new Subject(text, Optional.of(rail), place);
  }

  private static Subject attack(Example example) {
    return new Subject(example.text().source(), Optional.empty(), example.place());
  }

  private static List<Subject> eachOnce(List<Subject> subjects) {
    Set<String> seen = new HashSet<>();
    return subjects.stream().filter(each -> seen.add(each.rail() + " " + each.text())).toList();
  }
}
