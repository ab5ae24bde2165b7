package io.railgate.examples.benchmarks.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run jmh}. */
@Command(
    name = "jmh",
    description =
        "Measure single parts by JMH: tokenize, encode, match, decide, JSON, SSE; times, and bytes"
            + " allocated by each call. All of it takes some five minutes.",
    mixinStandardHelpOptions = true)
public final class JmhCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final TimeValue A_SECOND = TimeValue.seconds(1);

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PATTERN",
      arity = "0..1",
      description = "Regular expression for names, such as Encode or Json.read (default: all).")
  private String pattern = ".*";

  @Option(names = "--quick", description = "One short iteration; the figures are of no use.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for jmh.json (default: examples/benchmarks/target/results).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    requirePattern();
    Path home = Path.of(System.getProperty("railgate.home", ".")).toAbsolutePath().normalize();
    Path folder =
        Files.createDirectories(
            out == null ? home.resolve("examples/benchmarks/target/results") : out);
    // ONNX Runtime may crash if the command line is long.
    System.setProperty("jmh.separateClasspathJAR", "true");
    try {
      new Runner(options(home, folder).build()).run();
      spec.commandLine().getOut().println("written to " + folder.resolve("jmh.json"));
      return 0;
    } catch (NoBenchmarksException e) {
      throw invalid("no benchmark is called like \"" + pattern + "\"");
    } catch (RunnerException e) {
      spec.commandLine().getErr().println("jmh: " + e.getMessage());
      return FAILED;
    }
  }

  private ChainedOptionsBuilder options(Path home, Path folder) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(pattern)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(A_SECOND)
            .measurementIterations(5)
            .measurementTime(A_SECOND)
            .threads(1)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .jvmArgsAppend(
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx3g",
                "-Drailgate.home=" + home,
                "-Dlogback.configurationFile=benchmarks-logback.xml")
            .resultFormat(ResultFormatType.JSON)
            .result(folder.resolve("jmh.json").toString());
    return quick
        ? options
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(100))
        : options;
  }

  private void requirePattern() {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw invalid(
          "found \"" + pattern + "\", expected a regular expression: " + e.getDescription());
    }
  }

  private ParameterException invalid(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
