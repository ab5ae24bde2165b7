package io.railgate.examples.benchmarks.load;

import io.railgate.rails.set.RailSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * Messages such as a set's users type, no two alike, in an order that the seed gives: examples of
 * its rails, with words before and after them, and, each fifth, what no rail is for. Plain ASCII
 * without quotes. Not safe for several threads.
 */
final class Prompts {

  private static final List<String> BEFORE =
      List.of(
          "",
          "hi, ",
          "hello, ",
          "hey, ",
          "sorry, ",
          "please, ",
          "quick question: ",
          "good morning, ",
          "so ",
          "ok ",
          "well, ",
          "um, ",
          "hi there, ",
          "hello again, ",
          "one more thing: ",
          "right, ",
          "good evening, ",
          "tell me, ",
          "excuse me, ",
          "dear team, ",
          "hiya, ",
          "not sure, but ",
          "listen, ",
          "thanks, and ");

  private static final List<String> AFTER =
      List.of(
          "",
          ", please",
          ", thanks",
          ", can you help",
          ", it is urgent",
          ", if you can",
          ", cheers",
          ", asking again",
          ", just wondering",
          ", thank you");

  /** Of the reference that ends each prompt, which keeps them apart and says nothing. */
  private static final int LEAST_REFERENCE = 1_000;

  private static final int REFERENCES = 9_000;

  private static final List<String> ELSEWHERE =
      List.of(
          "write me a poem about the sea",
          "what is the best recipe for onion soup",
          "who won the football last night",
          "translate good evening into french",
          "write a python script that sorts a list",
          "how tall is the highest mountain in africa",
          "which film should I watch",
          "how do I train a puppy to sit",
          "what will the weather be like",
          "tell me a story about a dragon",
          "how do I get red wine out of a carpet",
          "plan a walk in the hills for me");

  private static final Pattern PLAIN = Pattern.compile("[ A-Za-z0-9,.?!';:/&%()+-]+");

  private static final int ONE_ELSEWHERE_IN = 5;

  private final Order known;
  private final Order elsewhere;
  private final List<String> examples;
  private long taken;

  Prompts(RailSet set, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    this.examples =
        set.rails().stream()
            .flatMap(rail -> rail.examples().stream())
            .map(example -> example.text().source())
            .filter(text -> PLAIN.matcher(text).matches())
            .map(text -> text.replaceAll("[ .?!]+$", ""))
            .distinct()
            .toList();
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("the set has no example of plain words");
    }
    this.known = new Order(variants(examples), random);
    this.elsewhere = new Order(variants(ELSEWHERE), random);
  }

  /**
   * Those that follow.
   *
   * @throws IllegalStateException if there are no more
   */
  List<String> take(int count) {
    List<String> prompts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long at = taken++;
      prompts.add(
          at % ONE_ELSEWHERE_IN == 0
              ? text(ELSEWHERE, elsewhere.at(at / ONE_ELSEWHERE_IN))
              : text(examples, known.at(at)));
    }
    return prompts;
  }

  private static long variants(List<String> cores) {
    return (long) cores.size() * BEFORE.size() * AFTER.size() * REFERENCES;
  }

  private static String text(List<String> cores, long number) {
    long rest = number;
    String before = BEFORE.get((int) (rest % BEFORE.size()));
    rest /= BEFORE.size();
    String core = cores.get((int) (rest % cores.size()));
    rest /= cores.size();
    String after = AFTER.get((int) (rest % AFTER.size()));
    rest /= AFTER.size();
    return before + core + after + ", ref " + (LEAST_REFERENCE + rest);
  }

  /** The numbers below a size, each once, spread out. */
  private static final class Order {

    private final long size;
    private final long first;
    private final long step;

    Order(long size, SplittableRandom random) {
      this.size = size;
      this.first = random.nextLong(size);
      long candidate = random.nextLong(size / 3, size / 2) | 1;
      while (gcd(candidate, size) != 1) {
        candidate += 2;
      }
      this.step = candidate;
    }

    long at(long number) {
      if (number >= size) {
        throw new IllegalStateException("only " + size + " prompts can be made");
      }
      return (first + number * step % size) % size;
    }

    private static long gcd(long a, long b) {
      return b == 0 ? a : gcd(b, a % b);
    }
  }
}
