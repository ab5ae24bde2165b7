package io.railgate.examples.benchmarks.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How many tokens the prompts have, with the encoder's marks at both ends. */
record TokenCounts(long least, long median, long p99, long most) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static TokenCounts parse(String line) throws JsonProcessingException {
    return MAPPER.readValue(line, TokenCounts.class);
  }

  String toJson() throws JsonProcessingException {
    return MAPPER.writeValueAsString(this);
  }
}
