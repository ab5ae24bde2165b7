package io.railgate.examples.benchmarks.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a run has measured, as its file of JSON has it.
 *
 * @param measuredCores of the part that is measured
 * @param loadCores of the generator, the backend and this process
 * @param sockets how the proxy serves them
 * @param actions how many of a sample of new prompts were decided on how
 * @param readySeconds from the start of a process to the first 200 of its readiness check, of each
 *     start
 */
record Results(
    Machine machine,
    String set,
    String measuredCores,
    String loadCores,
    String sockets,
    Plan plan,
    long seed,
    TokenCounts tokens,
    Map<String, Integer> actions,
    List<Double> readySeconds,
    List<Row> rows,
    List<Streaming.First> first,
    List<Streaming.Pace> pace,
    Overload overload,
    Memory memory) {

  Optional<Row> row(SystemUnderLoad.Kind kind, int connections) {
    return rows.stream()
        .filter(row -> row.kind() == kind && row.connections() == connections)
        .findFirst();
  }

  Optional<Streaming.First> first(SystemUnderLoad.Kind kind) {
    return first.stream().filter(each -> each.kind() == kind).findFirst();
  }

  Optional<Streaming.Pace> pace(SystemUnderLoad.Kind kind) {
    return pace.stream().filter(each -> each.kind() == kind).findFirst();
  }
}
