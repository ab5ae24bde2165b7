package io.railgate.proxy.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SseDecoderTest {

  static Stream<Arguments> recordings() {
    return Stream.of(
        argumentSet("two events", "data: a\n\ndata: b\n\n", List.of("a", "b")),
        argumentSet("crlf", "data: a\r\n\r\ndata: b\r\n\r\n", List.of("a", "b")),
        argumentSet("cr", "data: a\r\rdata: b\r\r", List.of("a", "b")),
        argumentSet("mixed line ends", "data: a\r\n\ndata: b\n\r\n", List.of("a", "b")),
        argumentSet("no space", "data:a\n\ndata:  b\n\n", List.of("a", " b")),
        argumentSet("several lines", "data: a\ndata\ndata: b\n\n", List.of("a\n\nb")),
        argumentSet("other fields", "event: x\nid: 1\nretry: 5\ndata: a\n\n", List.of("a")),
        argumentSet("no data", "event: x\n\n: keep-alive\n\ndata: a\n\n", List.of("a")),
        argumentSet("not a field", "dataa: x\n\ndata: a\n\n", List.of("a")),
        argumentSet("byte order mark", "\uFEFFdata: a\n\n", List.of("a")),
        argumentSet("crlf within an event", "data: a\r\ndata: b\r\n\r\n", List.of("a\nb")),
        argumentSet("a mark later on", "data: a\n\n\uFEFFdata: b\n\n", List.of("a")),
        argumentSet("unfinished", "data: a\n\ndata: b\n", List.of("a")),
        argumentSet("characters of all lengths", "data: é卡😀 é卡😀\n\n", List.of("é卡😀 é卡😀")));
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void decodesTheSameHoweverItIsCut(String recording, List<String> events) throws Exception {
    byte[] bytes = recording.getBytes(StandardCharsets.UTF_8);
    for (int size : new int[] {1, 2, 3, 7, 4096}) {
      SseDecoder decoder = new SseDecoder();
      List<String> decoded = new ArrayList<>();
      for (int from = 0; from < bytes.length; from += size) {
        int to = Math.min(bytes.length, from + size);
        decoded.addAll(decoder.decode(Arrays.copyOfRange(bytes, from, to)));
      }
      assertThat(decoded).as("cut every %d bytes", size).isEqualTo(events);
    }
  }

  @Test
  void decodesAnEventOfTheLargestSizeAndRefusesOneByteMore() throws Exception {
    String longest = "data:" + "x".repeat(SseDecoder.MAX_EVENT_BYTES - "data:".length());

    assertThat(new SseDecoder().decode((longest + "\n\n").getBytes(StandardCharsets.UTF_8)))
        .hasSize(1);
    assertThatThrownBy(
            () -> new SseDecoder().decode((longest + "x").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(SseDecoder.EventTooLong.class);
  }

  @Test
  void countsEachEventAnew() throws Exception {
    SseDecoder decoder = new SseDecoder();
    byte[] half =
        ("data:" + "x".repeat(SseDecoder.MAX_EVENT_BYTES / 2 + 10) + "\n\n")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(decoder.decode(half)).hasSize(1);
    assertThat(decoder.decode(half)).hasSize(1);
  }
}
