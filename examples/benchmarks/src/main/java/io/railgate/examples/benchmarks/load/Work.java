package io.railgate.examples.benchmarks.load;

import java.util.Arrays;
import java.util.List;

/** What a thread does, by the name that the system has of it. */
enum Work {
  EVENT_LOOP("event loop", "vert.x-eventloop", "nginx"),
  DECIDING("deciding", "vert.x-worker"),
  ENCODING("encoding", RawEncoder.THREADS),
  LOGGING("log", "log-lines"),
  COMPILING("compiler", "C1 CompilerThread", "C2 CompilerThread"),
  COLLECTING("collector", "VM Thread", "GC Thread", "G1 "),
  REST("rest");

  /** Linux keeps so much of a thread's name. */
  private static final int LONGEST_NAME = 15;

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> names;

  Work(String title, String... names) {
    this.title = title;
    this.names =
        Arrays.stream(names)
            .map(name -> name.substring(0, Math.min(LONGEST_NAME, name.length())))
            .toList();
  }

  static Work of(String thread) {
    return Arrays.stream(values())
        .filter(work -> work.names.stream().anyMatch(thread::startsWith))
        .findFirst()
        .orElse(REST);
  }

  String title() {
    return title;
  }
}
