package io.railgate.proxy.cli;

import io.railgate.embeddings.VectorCache;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/**
 * The options of commands that load a rail set: where vectors are kept between runs, or nowhere.
 */
final class CacheOptions {

  private static final Logger log = LoggerFactory.getLogger(CacheOptions.class);

  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description =
          "Where the examples' vectors are kept, and what is fitted to them, for the next start"
              + " (default: $$RAILGATE_CACHE, else $$XDG_CACHE_HOME/railgate, else"
              + " ~/.cache/railgate).")
  private @Nullable Path folder;

  @Option(names = "--no-cache", description = "Embed all examples and fit anew, and keep nothing.")
  private boolean none;

  /**
   * The cache that was asked for; what is wrong with it is logged, and how far embedding has come
   * is told.
   */
  VectorCache open(PrintWriter err) {
    return open().telling(new EmbeddingProgress(err, Screen.isTerminal()));
  }

  /** The same on a command line. */
  List<String> arguments() {
    if (none) {
      return List.of("--no-cache");
    }
    return folder == null ? List.of() : List.of("--cache", folder.toString());
  }

  private VectorCache open() {
    if (none) {
      return VectorCache.none();
    }
    return Optional.ofNullable(folder)
        .or(() -> usualFolder(System::getenv, System.getProperty("user.home", "")))
        .map(path -> VectorCache.at(path, log::warn))
        .orElseGet(VectorCache::none);
  }

  /**
   * The folder if none is named, as the XDG Base Directory Specification 0.8 has it; empty if there
   * is no home either.
   *
   * @param variable an environment variable's value, or null
   * @param home the home folder of the user if {@code HOME} is not set
   */
  static Optional<Path> usualFolder(UnaryOperator<@Nullable String> variable, String home) {
    Optional<Path> own =
        Optional.ofNullable(variable.apply("RAILGATE_CACHE"))
            .filter(value -> !value.isEmpty())
            .map(Path::of);
    Optional<Path> xdg = absolute(variable.apply("XDG_CACHE_HOME"));
    Optional<Path> user = absolute(variable.apply("HOME")).or(() -> absolute(home));
    return own.or(
        () ->
            xdg.or(() -> user.map(path -> path.resolve(".cache")))
                .map(path -> path.resolve("railgate")));
  }

  /** The specification: paths that are not absolute are invalid, and to be ignored. */
  private static Optional<Path> absolute(@Nullable String path) {
    return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
  }
}
