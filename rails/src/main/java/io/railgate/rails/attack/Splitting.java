package io.railgate.rails.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts a text between words in two or three turns. A text of one word is one turn. */
final class Splitting {

  private static final Pattern WORD = Pattern.compile("\\S+");

  private Splitting() {}

  static Variant unanswered(String text, Random random) {
    return new Variant(turns(text, random), false, "");
  }

  static Variant answered(String text, Random random) {
    return new Variant(turns(text, random), true, "");
  }

  private static List<String> turns(String text, Random random) {
    List<String> words = WORD.matcher(text).results().map(MatchResult::group).toList();
    if (words.isEmpty()) {
      return List.of(text);
    }
    int count = Math.min(words.size(), 2 + random.nextInt(2));
    List<String> turns = new ArrayList<>();
    int from = 0;
    for (int left = count; left > 0; left--) {
      int most = words.size() - from - (left - 1);
      int size = left == 1 ? most : 1 + random.nextInt(most);
      turns.add(String.join(" ", words.subList(from, from + size)));
      from += size;
    }
    return turns;
  }
}
