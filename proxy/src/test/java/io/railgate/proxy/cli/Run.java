package io.railgate.proxy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command line printed and ended with. */
record Run(int code, String out, String err) {

  /** Runs a command line in this process. */
  static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Railgate.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
