package io.railgate.examples.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a generator counted in a window, as it tells it: one line of JSON.
 *
 * @param sent requests that were begun
 * @param micros how long it lasted
 * @param p50 microseconds
 * @param p99 microseconds
 */
record Tally(long completed, long failed, long sent, long micros, long p50, long p99) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Tally parse(String line) throws JsonProcessingException {
    return MAPPER.readValue(line, Tally.class);
  }

  String toJson() throws JsonProcessingException {
    return MAPPER.writeValueAsString(this);
  }

  Window window(CpuTimes cpu) {
    return new Window(completed, failed, micros / 1e6, p50 / 1e3, p99 / 1e3, cpu);
  }
}
