package io.railgate.rails.matching;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.set.MatchingSettings.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fits the constants of {@link Calibration} on a public intent set, and prints what they let
 * through. Not part of the build; run it by name with {@code -Dintents=FOLDER}, where FOLDER holds
 * clinc150 (CLINC150, CC BY 3.0) with the files {@code train-10.csv}, {@code valid.csv}, {@code
 * out-of-scope-train.csv} and {@code out-of-scope-valid.csv}, each with the columns {@code
 * text,intent}.
 */
class CalibrationBenchmark {

  private record Labelled(String text, String intent) {}

  /**
   * A message as the matcher sees it.
   *
   * @param cosines of the nearest example of each intent, by its number
   * @param intent number of the right one; -1 for none
   */
  private record Seen(List<Double> cosines, int intent) {

    double best() {
      return Collections.max(cosines);
    }

    /** The right intent's part in a softmax over the cosines. */
    double share(double temperature) {
      return share(intent, temperature);
    }

    double share(int of, double temperature) {
      double total = 0;
      for (double cosine : cosines) {
        total += Math.exp((cosine - cosines.get(of)) / temperature);
      }
      return 1 / total;
    }

    int nearest() {
      return cosines.indexOf(best());
    }

    double lead(double temperature) {
      double second =
          cosines.stream().sorted(Comparator.reverseOrder()).skip(1).findFirst().orElseThrow();
      double share = share(nearest(), temperature);
      return share * (1 - Math.exp((second - best()) / temperature));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bge-small-en-v1.5-q", "all-MiniLM-L6-v2-q"})
  void fit(String name) throws IOException {
    Path folder = Path.of(System.getProperty("intents", "absent"));
    assumeTrue(Files.isDirectory(folder), "skipped: -Dintents names no folder: " + folder);
    Path clinc = folder.resolve("clinc150");
    try (Encoder encoder = new OnnxEncoder(BuiltInModels.named(name).orElseThrow())) {
      List<Labelled> train = read(clinc.resolve("train-10.csv"));
      List<String> intents = train.stream().map(Labelled::intent).distinct().toList();
      List<Embedding> vectors = encode(encoder, train);
      List<Seen> inScope = see(encoder, train, vectors, intents, read(clinc.resolve("valid.csv")));
      List<Seen> strangers =
          see(
              encoder,
              train,
              vectors,
              intents,
              Stream.concat(
                      read(clinc.resolve("out-of-scope-train.csv")).stream(),
                      read(clinc.resolve("out-of-scope-valid.csv")).stream())
                  .toList());
      Calibration fitted = fit(inScope, strangers);
      print(name, fitted, inScope, strangers);
    }
  }

  private static Calibration fit(List<Seen> inScope, List<Seen> strangers) {
    double temperature =
        least(0.005, 0.2, t -> inScope.stream().mapToDouble(s -> -Math.log(s.share(t))).sum());
    double[] curve = logistic(inScope, strangers);
    Calibration half = new Calibration(curve[0], curve[1], temperature, 0, 1);
    double[] logits =
        strangers.stream().mapToDouble(s -> logit(confidence(half, s))).sorted().toArray();
    // A logistic distribution with the 80th and the 95th percentile of what was seen.
    double upper = quantile(logits, 0.95);
    double spread =
        (upper - quantile(logits, 0.80)) / (Math.log(0.95 / 0.05) - Math.log(0.80 / 0.20));
    return new Calibration(
        curve[0], curve[1], temperature, upper - spread * Math.log(0.95 / 0.05), spread);
  }

  /** Slope and middle of the curve of greatest likelihood, both kinds of message counting alike. */
  private static double[] logistic(List<Seen> inScope, List<Seen> strangers) {
    double middle = 0.7;
    double slope = 30;
    for (int round = 0; round < 30; round++) {
      double steep = slope;
      middle = least(0.2, 0.99, m -> loss(inScope, strangers, steep, m));
      double where = middle;
      slope = least(1, 200, s -> loss(inScope, strangers, s, where));
    }
    return new double[] {slope, middle};
  }

  private static double loss(
      List<Seen> inScope, List<Seen> strangers, double slope, double middle) {
    double in =
        inScope.stream()
            .mapToDouble(s -> Math.log1p(Math.exp(-slope * (s.best() - middle))))
            .average()
            .orElseThrow();
    double out =
        strangers.stream()
            .mapToDouble(s -> Math.log1p(Math.exp(slope * (s.best() - middle))))
            .average()
            .orElseThrow();
    return in + out;
  }

  /** Where {@code f}, which has one valley, is least: by golden section. */
  private static double least(double from, double to, DoubleUnaryOperator f) {
    double golden = (Math.sqrt(5) - 1) / 2;
    double low = from;
    double high = to;
    for (int i = 0; i < 60; i++) {
      double a = high - golden * (high - low);
      double b = low + golden * (high - low);
      if (f.applyAsDouble(a) < f.applyAsDouble(b)) {
        high = b;
      } else {
        low = a;
      }
    }
    return (low + high) / 2;
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  private static double logit(double probability) {
    double p = Math.clamp(probability, 1e-9, 1 - 1e-9);
    return Math.log(p / (1 - p));
  }

  private static double confidence(Calibration calibration, Seen seen) {
    return calibration.belongs(seen.best()) * seen.share(seen.nearest(), calibration.temperature());
  }

  private static void print(
      String name, Calibration fitted, List<Seen> inScope, List<Seen> strangers) {
    StringBuilder table = new StringBuilder("\n" + name + ": " + fitted + "\n");
    table.append("false-accepts  accept  margin  right  wrong rail  out of scope accepted (%)\n");
    for (double rate : new double[] {0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5}) {
      for (double margin : new double[] {0, 0.1, 0.2}) {
        double accept = fitted.least(new Acceptance.FalseAccepts(rate));
        table.append(
            String.format(
                Locale.ROOT,
                "%12.1f%%  %6.3f  %6.2f  %5.1f  %10.1f  %12.1f%n",
                rate * 100,
                accept,
                margin,
                share(inScope, s -> accepted(fitted, s, accept, margin) && s.nearest() == s.intent),
                share(inScope, s -> accepted(fitted, s, accept, margin) && s.nearest() != s.intent),
                share(strangers, s -> accepted(fitted, s, accept, margin))));
      }
    }
    for (double cosine : new double[] {0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95}) {
      table.append(
          String.format(
              Locale.ROOT,
              "plain cosine %.2f: right %.1f wrong %.1f strangers %.1f%n",
              cosine,
              share(inScope, s -> s.best() >= cosine && s.nearest() == s.intent),
              share(inScope, s -> s.best() >= cosine && s.nearest() != s.intent),
              share(strangers, s -> s.best() >= cosine)));
    }
    System.out.println(table);
  }

  private static boolean accepted(Calibration fitted, Seen seen, double accept, double margin) {
    return confidence(fitted, seen) >= accept
        && fitted.belongs(seen.best()) * seen.lead(fitted.temperature()) >= margin;
  }

  private static double share(List<Seen> all, Predicate<Seen> which) {
    return 100.0 * all.stream().filter(which).count() / all.size();
  }

  private static List<Seen> see(
      Encoder encoder,
      List<Labelled> train,
      List<Embedding> vectors,
      List<String> intents,
      List<Labelled> messages) {
    List<Embedding> seen = encode(encoder, messages);
    List<Seen> all = new ArrayList<>();
    for (int m = 0; m < messages.size(); m++) {
      double[] cosines = new double[intents.size()];
      Arrays.fill(cosines, -1);
      for (int e = 0; e < train.size(); e++) {
        int intent = intents.indexOf(train.get(e).intent);
        cosines[intent] = Math.max(cosines[intent], seen.get(m).cosine(vectors.get(e)));
      }
      all.add(
          new Seen(
              Arrays.stream(cosines).boxed().toList(), intents.indexOf(messages.get(m).intent)));
    }
    return all;
  }

  private static List<Embedding> encode(Encoder encoder, List<Labelled> texts) {
    return texts.parallelStream().map(labelled -> encoder.encode(labelled.text)).toList();
  }

  private static List<Labelled> read(Path csv) throws IOException {
    return new CsvMapper()
        .readerFor(Labelled.class)
        .with(CsvSchema.emptySchema().withHeader())
        .<Labelled>readValues(csv.toFile())
        .readAll();
  }
}
