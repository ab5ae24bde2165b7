package io.railgate.rails.matching;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.Embedding;
import io.railgate.embeddings.Encoder;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures the nearest-example matcher on public intent sets, for {@link DefaultThreshold}. Not
 * part of the build; run it by name with {@code -Dintents=FOLDER}, where FOLDER holds clinc150
 * (CLINC150, CC BY 3.0) and banking77 (BANKING77, CC BY 4.0) with the files {@code train-10.csv},
 * {@code valid.csv} and {@code out-of-scope-valid.csv}, each with the columns {@code text,intent}.
 */
class ThresholdBenchmark {

  private record Labelled(String text, String intent) {}

  /** Of one message: whether the nearest example is of the right rail, and its cosine. */
  private record Outcomes(boolean right, double cosine) {}

  @ParameterizedTest
  @ValueSource(strings = {"bge-small-en-v1.5-q", "all-MiniLM-L6-v2-q"})
  void printWhatEachThresholdLetsThrough(String name) throws IOException {
    Path folder = Path.of(System.getProperty("intents", "absent"));
    assumeTrue(Files.isDirectory(folder), "skipped: -Dintents names no folder: " + folder);
    try (Encoder encoder = new OnnxEncoder(BuiltInModels.named(name).orElseThrow())) {
      Matcher clinc = matcher(encoder, folder.resolve("clinc150"));
      Matcher banking = matcher(encoder, folder.resolve("banking77"));
      var inScope = outcomes(clinc, encoder, read(folder.resolve("clinc150/valid.csv")));
      var outOfScope =
          outcomes(clinc, encoder, read(folder.resolve("clinc150/out-of-scope-valid.csv")));
      var bank = outcomes(banking, encoder, read(folder.resolve("banking77/valid.csv")));
      var foreign = outcomes(banking, encoder, read(folder.resolve("clinc150/valid.csv")));
      print(name, inScope, outOfScope, bank, foreign);
    }
  }

  private static void print(
      String name,
      List<Outcomes> inScope,
      List<Outcomes> outOfScope,
      List<Outcomes> bank,
      List<Outcomes> foreign) {
    StringBuilder table =
        new StringBuilder("\n" + name + ", 10 examples a rail, valid splits, in %\n");
    table.append(
        "cosine  CLINC150 right, wrong rail, out of scope accepted"
            + " | BANKING77 right, wrong rail, CLINC150 accepted\n");
    for (int hundredths = 50; hundredths <= 95; hundredths += hundredths < 70 ? 5 : 1) {
      double least = hundredths / 100.0;
      table.append(
          String.format(
              Locale.ROOT,
              "  %.2f  %14.1f %11.1f %22.1f | %15.1f %11.1f %18.1f%n",
              least,
              share(inScope, least, true),
              share(inScope, least, false),
              share(outOfScope, least, true) + share(outOfScope, least, false),
              share(bank, least, true),
              share(bank, least, false),
              share(foreign, least, true) + share(foreign, least, false)));
    }
    System.out.println(table);
  }

  private static double share(List<Outcomes> all, double least, boolean right) {
    return 100.0
        * all.stream().filter(o -> o.cosine >= least && o.right == right).count()
        / all.size();
  }

  private static List<Outcomes> outcomes(
      Matcher matcher, Encoder encoder, List<Labelled> messages) {
    return messages.parallelStream()
        .map(
            message -> {
              Candidate best = matcher.nearest(encoder.encode(message.text)).getFirst();
              boolean right = best.rail().id().name().equals(message.intent);
              return new Outcomes(right, best.similarity());
            })
        .toList();
  }

  private static Matcher matcher(Encoder encoder, Path folder) throws IOException {
    Map<String, List<Example>> byIntent = new LinkedHashMap<>();
    for (Labelled labelled : read(folder.resolve("train-10.csv"))) {
      byIntent
          .computeIfAbsent(labelled.intent, intent -> new ArrayList<>())
          .add(new Example(labelled.text, Place.of("train-10.csv")));
    }
    List<Rail> rails = new ArrayList<>();
    byIntent.forEach(
        (intent, examples) ->
            rails.add(
                new Rail(
                    new RailId("set", intent),
                    "",
                    examples,
                    new Outcome.Reply("yes"),
                    Place.of("train-10.csv"))));
    List<Embedding> vectors =
        rails.stream().flatMap(rail -> rail.examples().stream()).toList().parallelStream()
            .map(example -> encoder.encode(example.text()))
            .toList();
    return new Matcher(rails, vectors, 1);
  }

  private static List<Labelled> read(Path csv) throws IOException {
    return new CsvMapper()
        .readerFor(Labelled.class)
        .with(CsvSchema.emptySchema().withHeader())
        .<Labelled>readValues(csv.toFile())
        .readAll();
  }
}
