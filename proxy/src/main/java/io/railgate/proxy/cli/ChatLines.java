package io.railgate.proxy.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Lines that a user types, with editing and history on a terminal; or lines from a pipe. */
interface ChatLines extends AutoCloseable {

  /** The next line; empty at the end. */
  Optional<String> next() throws IOException;

  /** Whether a person types. */
  boolean isTerminal();

  @Override
  void close() throws IOException;

  /**
   * Of this process.
   *
   * @throws IOException if there is a terminal that cannot be used
   */
  static ChatLines open() throws IOException {
    Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      terminal.close();
      return new Piped();
    }
    return new Typed(terminal);
  }

  /** From a terminal. */
  final class Typed implements ChatLines {

    private final Terminal terminal;
    private final LineReader reader;

    Typed(Terminal terminal) {
      this.terminal = terminal;
      reader = LineReaderBuilder.builder().terminal(terminal).build();
    }

    @Override
    public Optional<String> next() {
      try {
        return Optional.of(reader.readLine("> "));
      } catch (EndOfFileException | UserInterruptException e) {
        return Optional.empty();
      }
    }

    @Override
    public boolean isTerminal() {
      return true;
    }

    @Override
    public void close() throws IOException {
      terminal.close();
    }
  }

  /** From a pipe. */
  final class Piped implements ChatLines {

    private final BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    @Override
    public Optional<String> next() throws IOException {
      return Optional.ofNullable(in.readLine());
    }

    @Override
    public boolean isTerminal() {
      return false;
    }

    @Override
    public void close() {} // the process's own
  }
}
