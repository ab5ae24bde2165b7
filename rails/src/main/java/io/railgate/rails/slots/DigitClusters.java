package io.railgate.rails.slots;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts digits and what joins them into numbers: {@code 1,000.50} and {@code 1 000} are one, {@code
 * 5-10} is two, and {@code 10:30}, {@code 1/2} and {@code 555 123 4567} are none.
 */
final class DigitClusters {

  private static final String IN_A_NUMBER = ".,'";
  private static final String JOINERS = IN_A_NUMBER + "-/:^\u2044_*";

  /** Takes a literal, its tokens and its value; returns where to go on. */
  @FunctionalInterface
  interface Literals {
    int take(int start, int end, NumberReading reading);
  }

  /** Whether what stands around a literal lets it be a number. */
  @FunctionalInterface
  interface Surroundings {
    boolean fit(int start, int end);
  }

  private final Message message;

  DigitClusters(Message message) {
    this.message = message;
  }

  /** Gives the numbers of the cluster that begins at {@code start}; returns where to go on. */
  int literalAt(int start, Surroundings surroundings, Literals literals) {
    Cluster first = cluster(start);
    if (!first.isNumber() && !first.isPair()) {
      return first.end;
    }
    List<Cluster> row = row(first);
    if (row.size() > 1) {
      if (isGrouped(row)) {
        return literals.take(start, row.getLast().end, join(row));
      }
      if (row.stream().mapToInt(cluster -> cluster.groups.size()).sum() > 2) {
        return row.getLast().end; // a telephone number, or one of a card
      }
    }
    if (first.isNumber()) {
      return literals.take(start, first.end, DigitLiteral.read(first.groups, first.separators));
    }
    if (!surroundings.fit(start, first.end)) {
      return first.end; // part of an identifier, as in AB-12-34
    }
    int dash = first.separators.indexOf('-');
    Cluster low = first.part(0, dash);
    Cluster high = first.part(dash + 1, first.groups.size() - 1);
    literals.take(start, low.end, DigitLiteral.read(low.groups, low.separators));
    return literals.take(high.start, high.end, DigitLiteral.read(high.groups, high.separators));
  }

  /** The clusters after {@code first} with nothing but a space between each two. */
  private List<Cluster> row(Cluster first) {
    List<Cluster> row = new ArrayList<>(List.of(first));
    Cluster last = first;
    while (message.at(last.end).isDigits() && isPlain(last)) {
      last = cluster(last.end);
      if (!last.isNumber() && !last.isPair() && !last.isTelephone()) {
        break;
      }
      row.add(last);
    }
    return row;
  }

  private static boolean isPlain(Cluster cluster) {
    return cluster.separators.isEmpty() || cluster.separators.equals("-");
  }

  private static boolean isGrouped(List<Cluster> row) {
    Cluster last = row.getLast();
    List<String> whole = new ArrayList<>();
    row.forEach(cluster -> whole.add(cluster.groups.getFirst()));
    boolean plain =
        row.subList(0, row.size() - 1).stream().allMatch(each -> each.separators.isEmpty());
    boolean decimals =
        last.separators.isEmpty() || last.separators.equals(".") || last.separators.equals(",");
    return plain && decimals && DigitLiteral.grouped(whole);
  }

  private static NumberReading join(List<Cluster> row) {
    List<String> groups = new ArrayList<>();
    row.forEach(cluster -> groups.addAll(cluster.groups));
    return DigitLiteral.read(groups, " ".repeat(row.size() - 1) + row.getLast().separators);
  }

  private Cluster cluster(int start) {
    List<String> groups = new ArrayList<>(List.of(message.word(start)));
    StringBuilder separators = new StringBuilder();
    int end = start + 1;
    while (message.at(end).glued()
        && message.at(end).isSymbol()
        && JOINERS.contains(message.word(end))
        && message.at(end + 1).glued()
        && message.at(end + 1).isDigits()) {
      separators.append(message.word(end));
      groups.add(message.word(end + 1));
      end += 2;
    }
    return new Cluster(start, end, groups, separators.toString());
  }

  private record Cluster(int start, int end, List<String> groups, String separators) {

    boolean isNumber() {
      return separators.chars().allMatch(each -> IN_A_NUMBER.indexOf(each) >= 0);
    }

    boolean isPair() {
      int dash = separators.indexOf('-');
      return dash >= 0
          && dash == separators.lastIndexOf('-')
          && new Cluster(start, end, groups, separators.replace("-", "")).isNumber();
    }

    boolean isTelephone() {
      return separators.chars().allMatch(each -> each == '-');
    }

    /** The groups from {@code first} to {@code last}, inclusive. */
    Cluster part(int first, int last) {
      return new Cluster(
          start + 2 * first,
          start + 2 * last + 1,
          groups.subList(first, last + 1),
          separators.substring(first, last));
    }
  }
}
