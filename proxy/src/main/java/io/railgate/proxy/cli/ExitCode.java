package io.railgate.proxy.cli;

/** What the process ends with. */
final class ExitCode {

  static final int OK = 0;

  /**
   * It could not be done here and now: a port is taken, an encoder failed. Or it was done, and what
   * came out is not what was demanded.
   */
  static final int FAILED = 1;

  /** It was asked wrongly: the command line, the rail set, or another input has errors. */
  static final int INVALID = 2;

  private ExitCode() {}
}
