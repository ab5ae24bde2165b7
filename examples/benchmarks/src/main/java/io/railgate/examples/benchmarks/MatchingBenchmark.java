package io.railgate.examples.benchmarks;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.embeddings.EncoderModel;
import io.railgate.embeddings.OnnxEncoder;
import io.railgate.examples.benchmarks.Trial.Judged;
import io.railgate.rails.matching.Background;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code run matching}: measures matching on the public intent sets BANKING77 and CLINC150: how
 * often the right rail is first, and whether the rate of wrong accepts is the one that was stated.
 * Prints a table for each built-in encoder.
 */
@Command(
    name = "matching",
    description = "Measure matching on the public intent sets BANKING77 and CLINC150.",
    mixinStandardHelpOptions = true)
final class MatchingBenchmark implements Callable<Integer> {

  private static final List<String> SIZES = List.of("train-5", "train-10", "train");

  /** Part of the sets that is judged by; its name begins the files' names. */
  enum Split {
    test,
    valid
  }

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description =
          "Holds the folders banking77 and clinc150. BANKING77 (PolyAI, CC BY 4.0) and CLINC150"
              + " (clinc/oos-eval, CC BY 3.0) are public; the few-shot splits are those of the"
              + " Few-Shot-Intent-Detection repository.")
  private Path data;

  @Parameters(
      index = "1",
      paramLabel = "SPLIT",
      arity = "0..1",
      description = "${COMPLETION-CANDIDATES}: choose by valid, report test (default).")
  private Split split = Split.test;

  @Override
  public Integer call() throws IOException, RailSetInvalid {
    for (String folder : List.of("banking77", "clinc150")) {
      if (!Files.isDirectory(data.resolve(folder))) {
        throw new ParameterException(
            spec.commandLine(), data + " has no folder " + folder + ": nothing to measure");
      }
    }
    for (String name : BuiltInModels.names()) {
      run(BuiltInModels.named(name).orElseThrow());
    }
    return 0;
  }

  private void run(EncoderModel model) throws IOException, RailSetInvalid {
    long start = System.nanoTime();
    try (var encoder = new RememberingEncoder(new OnnxEncoder(model))) {
      out().printf("%n%s, digest %s, split %s%n%n", model.name(), model.digest(), split);
      List<Trial> banking = trials("banking77", encoder, true, 0.05);
      List<Trial> clinc = trials("clinc150", encoder, true, 0.05);
      List<Trial> strict = trials("clinc150", encoder, true, 0.01);
      out().println("| | 5 per intent | 10 per intent | all |\n| --- | --- | --- | --- |");
      row("BANKING77 accuracy", banking, trial -> trial.percent(Judged::right));
      row("CLINC150 in-scope accuracy", clinc, trial -> trial.percent(Judged::right));
      row("BANKING77 right rail among three", banking, trial -> trial.percent(Judged::amongThree));
      row("CLINC150 right rail among three", clinc, trial -> trial.percent(Judged::amongThree));
      row("BANKING77 seconds to fit", banking, Trial::seconds);
      row("CLINC150 seconds to fit", clinc, Trial::seconds);
      row("CLINC150 out of scope: AUROC, in percent", clinc, trial -> 100 * trial.auroc());
      row(
          "CLINC150 out of scope: wrong accepts at 95 % right accepts",
          clinc, Trial::wrongAcceptsAt95);
      rates("5 %", clinc);
      rates("1 %", strict);
      row(
          "BANKING77 accuracy without about lines",
          trials("banking77", encoder, false, 0.05),
          trial -> trial.percent(Judged::right));
      row(
          "CLINC150 in-scope accuracy without about lines",
          trials("clinc150", encoder, false, 0.05),
          trial -> trial.percent(Judged::right));
      out().printf(Locale.ROOT, "%n%.0f s in all%n", (System.nanoTime() - start) / 1e9);
    }
  }

  private void rates(String stated, List<Trial> trials) {
    String setting = "CLINC150 at `false-accepts: " + stated + "`: ";
    row(setting + "out of scope accepted", trials, Trial::wrongAccepts);
    row(setting + "in scope accepted", trials, trial -> trial.percent(Judged::accepted));
    row(
        setting + "in scope accepted by the right rail",
        trials,
        trial -> trial.percent(judged -> judged.accepted() && judged.right()));
  }

  private List<Trial> trials(
      String set, RememberingEncoder encoder, boolean about, double falseAccepts)
      throws IOException, RailSetInvalid {
    Path folder = data.resolve(set);
    Path outOfScope = folder.resolve("out-of-scope-" + split + ".csv");
    List<Trial> trials = new ArrayList<>();
    for (String size : SIZES) {
      RailSet rails =
          IntentRails.of(
              Labelled.read(folder.resolve(size + ".csv")), about, encoder.model(), falseAccepts);
      encoder.remember(
          rails.rails().stream()
              .flatMap(rail -> rail.examples().stream())
              .map(example -> example.text().source())
              .toList());
      encoder.remember(Background.prompts());
      trials.add(
          Trial.of(
              rails,
              encoder,
              Labelled.read(folder.resolve(split + ".csv")),
              Files.exists(outOfScope) ? Labelled.read(outOfScope) : List.of()));
    }
    return trials;
  }

  private void row(String name, List<Trial> trials, ToDoubleFunction<Trial> value) {
    out().print("| " + name + " |");
    trials.forEach(trial -> out().printf(Locale.ROOT, " %.1f |", value.applyAsDouble(trial)));
    out().println();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
