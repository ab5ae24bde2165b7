package io.railgate.proxy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The files that a command writes its reports to. */
final class ReportFiles {

  private final CommandLine command;

  ReportFiles(CommandLine command) {
    this.command = command;
  }

  /**
   * A report never takes the place of what it reports on, or of another.
   *
   * @param read files that are read
   * @param written reports; null for one that is not asked for
   * @throws ParameterException if a file is named twice
   */
  void requireDistinct(List<Path> read, @Nullable Path... written) {
    List<Path> taken = new ArrayList<>(read);
    for (Path report : written) {
      if (report == null) {
        continue;
      }
      if (taken.stream().anyMatch(other -> isSame(report, other))) {
        throw new ParameterException(
            command, report + " is named twice, and would be written over");
      }
      taken.add(report);
    }
  }

  /**
   * Writes a report.
   *
   * @param file null if it is not asked for
   * @return false if it could not be written, which the user is told
   */
  boolean write(@Nullable Path file, Supplier<String> content) {
    try {
      if (file != null) {
        Files.writeString(file, content.get());
      }
      return true;
    } catch (IOException e) {
      command.getErr().println("railgate: cannot write " + file + ": " + e);
      command.getErr().flush();
      return false;
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) { // one of them is not there
      return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
  }
}
