package io.railgate.rails.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.railgate.rails.set.Place;
import io.railgate.rails.set.RailId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubjectsTest {

  private static final List<Subject> ATTACKS =
      IntStream.range(0, 50)
          .mapToObj(i -> new Subject("attack " + i, Optional.empty(), new Place("t.yml", i + 1, 1)))
          .toList();

  @Test
  void drawsNoMoreThanTheLimit() {
    Subjects all = new Subjects(List.of(), ATTACKS);

    assertThat(all.sample(50, 1).attacks()).isEqualTo(ATTACKS);
    assertThat(all.sample(49, 1).attacks()).hasSize(49).isSubsetOf(ATTACKS);
    assertThat(all.sample(10, 1)).isEqualTo(all.sample(10, 1));
    assertThat(all.sample(10, 2)).isNotEqualTo(all.sample(10, 1));
  }

  @Test
  void drawsFromEveryRail() {
    List<Subject> texts =
        Stream.concat(of("many", 40), Stream.concat(of("few", 2), of("some", 9))).toList();

    List<Subject> sample = new Subjects(texts, List.of()).sample(12, 1).legitimate();

    assertThat(sample).filteredOn(each -> each.text().startsWith("many")).hasSize(5);
    assertThat(sample).filteredOn(each -> each.text().startsWith("few")).hasSize(2);
    assertThat(sample).filteredOn(each -> each.text().startsWith("some")).hasSize(5);
  }

  @Test
  void anotherTextMovesAtMostOneOut() {
    List<Subject> more = new ArrayList<>(ATTACKS);
    more.add(20, new Subject("one more", Optional.empty(), new Place("t.yml", 99, 1)));

    List<Subject> before = new Subjects(List.of(), ATTACKS).sample(10, 1).attacks();
    List<Subject> after = new Subjects(List.of(), more).sample(10, 1).attacks();

    assertThat(before.stream().filter(each -> !after.contains(each))).hasSizeLessThanOrEqualTo(1);
  }

  private static Stream<Subject> of(String rail, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Subject(
                    rail + " " + i,
                    Optional.of(new RailId("g", rail)),
                    new Place(rail + ".yml", i + 1, 1)));
  }
}
