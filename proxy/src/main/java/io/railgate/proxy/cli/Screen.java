package io.railgate.proxy.cli;

import io.railgate.proxy.report.Paint;
import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person reads what this process prints as it comes. */
final class Screen {

  private Screen() {}

  /** Whether both what is typed and what is printed are at a terminal. */
  @SuppressWarnings("SystemConsoleNull") // it is, on Java 21 without a terminal
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try { // from Java 22 on there is a console without a terminal too
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  /** Colours at a terminal that has some, unless {@code NO_COLOR} is set to anything. */
  static Paint paint() {
    String no = System.getenv("NO_COLOR");
    boolean wanted = no == null || no.isEmpty();
    return wanted && isTerminal() && !"dumb".equals(System.getenv("TERM"))
        ? Paint.ANSI
        : Paint.NONE;
  }
}
