package io.railgate.examples.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.railgate.proxy.server.ProxyOptions;
import io.railgate.proxy.server.Sockets;
import io.railgate.rails.reader.RailSetReader;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.RailSetInvalid;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run load}. */
@Command(
    name = "load",
    description =
        "Measure the proxy under load, side by side with the backend alone, nginx, bare Vert.x, and"
            + " the encoder without HTTP. Takes a quarter of an hour; let nothing else run meanwhile.",
    mixinStandardHelpOptions = true,
    footer =
        "%nNeeds wrk and taskset (Debian: wrk, util-linux), and nginx for its rows (nginx-light).")
public final class LoadCommand implements Callable<Integer> {

  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "Less than a minute; the figures are of no use.")
  private boolean quick;

  @Option(names = "--smoke", hidden = true)
  private boolean smoke;

  @Option(
      names = "--measured",
      paramLabel = "CORES",
      description = "Cores of what is measured, such as 0 or 0,1 (default: ${DEFAULT-VALUE}).")
  private String measured = "0";

  @Option(
      names = "--load",
      paramLabel = "CORES",
      description = "Cores of the generator and the backend (default: ${DEFAULT-VALUE}).")
  private String load = "1";

  @Option(
      names = "--set",
      paramLabel = "DIR",
      description = "Rail set to serve (default: examples/bank).")
  private @Nullable Path set;

  @Option(
      names = "--sockets",
      paramLabel = "HOW",
      description = "How the proxy serves sockets, as for serve (default: ${DEFAULT-VALUE}).")
  private Sockets sockets = ProxyOptions.DEFAULT.sockets();

  @Option(
      names = "--seed",
      description = "Gives the order of the prompts (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for load.json and load.md (default: examples/benchmarks/target/results).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter told = spec.commandLine().getErr();
    Path home = Path.of(System.getProperty("railgate.home", ".")).toAbsolutePath().normalize();
    Path target = home.resolve("examples/benchmarks/target");
    Path results = Files.createDirectories(out == null ? target.resolve("results") : out);
    Cores measuredCores = cores("--measured", measured);
    Cores loadCores = cores("--load", load);
    requireTools(measuredCores, loadCores);
    Path folder = set == null ? home.resolve("examples/bank") : set.toAbsolutePath();
    Path parts = Files.createTempDirectory("railgate-load");
    Scene.Place place =
        new Scene.Place(
            home, folder, parts, target.resolve("vector-cache"), measuredCores, loadCores, sockets);
    try {
      Results measured = new LoadBenchmark(place, read(folder), plan(), seed, told::println).run();
      write(measured, results);
      return 0;
    } catch (IOException | IllegalStateException | CompletionException e) {
      told.println("load: " + e.getMessage());
      return FAILED;
    } finally {
      delete(parts);
    }
  }

  private Plan plan() {
    return smoke ? Plan.SMOKE : quick ? Plan.QUICK : Plan.USUAL;
  }

  private RailSet read(Path folder) {
    try {
      return RailSetReader.read(folder);
    } catch (RailSetInvalid e) {
      throw invalid("--set: " + e.getMessage());
    }
  }

  private void requireTools(Cores measuredCores, Cores loadCores)
      throws IOException, InterruptedException {
    for (String tool : List.of("taskset", "wrk")) {
      if (!Tools.has(tool)) {
        throw invalid(
            "there is no " + tool + " on the PATH (Debian: apt-get install wrk util-linux)");
      }
    }
    TreeSet<Integer> all = new TreeSet<>(measuredCores.numbers());
    all.addAll(loadCores.numbers());
    for (Integer core : all) {
      if (!Tools.succeeds(List.of("taskset", "-c", core.toString(), "true"))) {
        throw invalid("there is no core " + core + " to run on");
      }
    }
  }

  private void write(Results measured, Path folder) throws IOException {
    String text = ResultText.of(measured);
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode json = mapper.valueToTree(measured);
    json.putPOJO("goals", Goal.of(measured));
    mapper.writeValue(folder.resolve("load.json").toFile(), json);
    Files.writeString(folder.resolve("load.md"), text);
    PrintWriter output = spec.commandLine().getOut();
    output.print(text);
    output.println();
    output.println("written to " + folder.resolve("load.json") + " and load.md");
    output.flush();
  }

  private Cores cores(String option, String list) {
    try {
      return Cores.parse(list);
    } catch (IllegalArgumentException e) {
      throw invalid(option + ": " + e.getMessage());
    }
  }

  private ParameterException invalid(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
