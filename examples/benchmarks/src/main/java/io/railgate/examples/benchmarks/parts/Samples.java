package io.railgate.examples.benchmarks.parts;

import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.rails.engine.RailEngine;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSetInvalid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What parts are measured with. */
final class Samples {

  static final int DIMENSION = 384;

  /** Each one token of the built-in encoders' vocabulary. */
  private static final List<String> WORDS =
      List.of(
          "card",
          "lost",
          "bank",
          "account",
          "money",
          "please",
          "help",
          "phone",
          "new",
          "pay",
          "transfer",
          "number",
          "old",
          "today",
          "house",
          "street");

  /** The encoder's marks at both ends. */
  private static final int MARKS = 2;

  private Samples() {}

  /**
   * Texts that differ.
   *
   * @param tokens of each, with the encoder's marks
   */
  static List<String> texts(int count, int tokens) {
    Random random = new Random(1);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      for (int word = MARKS; word < tokens; word++) {
        words.add(WORDS.get(random.nextInt(WORDS.size())));
      }
      texts.add(String.join(" ", words));
    }
    return texts;
  }

  /** A vector about {@code middle}, at random. */
  static float[] near(float[] middle, Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = middle[i] + (float) random.nextGaussian();
    }
    return vector;
  }

  static Embedding embedding(float[] middle, Random random) {
    return Embedding.ofDirection(near(middle, random));
  }

  /** The engine of examples/bank. */
  static RailEngine bank(Encoder encoder) throws RailSetInvalid {
    Path home = Path.of(System.getProperty("railgate.home", "."));
    return RailEngine.load(RailSetReader.read(home.resolve("examples/bank")), encoder);
  }
}
