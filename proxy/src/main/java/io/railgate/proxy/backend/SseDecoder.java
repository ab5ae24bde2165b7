package io.railgate.proxy.backend;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes server-sent events from chunks of bytes that may be cut anywhere, also within a character
 * (WHATWG HTML, 9.2.6). Of an event only its data is kept. Not safe for several threads.
 */
public final class SseDecoder {

  /** Most bytes of one event. */
  public static final int MAX_EVENT_BYTES = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> data = new ArrayList<>();
  private int eventBytes;
  private boolean afterCarriageReturn;
  private boolean first = true;

  /**
   * The data of the events that {@code chunk} completes, lines joined by a line feed.
   *
   * @throws EventTooLong if an event has more than {@link #MAX_EVENT_BYTES}
   */
  public List<String> decode(byte[] chunk) throws EventTooLong {
    List<String> events = new ArrayList<>();
    int from = afterCarriageReturn ? afterLineFeed(chunk, 0) : 0;
    afterCarriageReturn &= chunk.length == 0;
    while (from < chunk.length) {
      int end = lineEnd(chunk, from);
      append(chunk, from, end);
      from = end + 1;
      if (end < chunk.length) {
        endLine(events);
        afterCarriageReturn = chunk[end] == '\r' && from == chunk.length;
        from = chunk[end] == '\r' ? afterLineFeed(chunk, from) : from;
      }
    }
    return events;
  }

  /** Where the line ends that begins at {@code from}, or the chunk. */
  private static int lineEnd(byte[] chunk, int from) {
    int end = from;
    while (end < chunk.length && chunk[end] != '\n' && chunk[end] != '\r') {
      end++;
    }
    return end;
  }

  /** Where it goes on after a carriage return: a line feed belongs to it. */
  private static int afterLineFeed(byte[] chunk, int from) {
    return from < chunk.length && chunk[from] == '\n' ? from + 1 : from;
  }

  private void append(byte[] chunk, int from, int to) throws EventTooLong {
    eventBytes += to - from;
    if (eventBytes > MAX_EVENT_BYTES) {
      throw new EventTooLong();
    }
    line.write(chunk, from, to - from);
  }

  private void endLine(List<String> events) {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (first) {
      first = false;
      text = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
    if (text.isEmpty()) {
      endEvent(events);
    } else if (text.equals("data")) {
      data.add("");
    } else if (text.startsWith("data:")) {
      String value = text.substring("data:".length());
      data.add(value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void endEvent(List<String> events) {
    if (!data.isEmpty()) {
      events.add(String.join("\n", data));
    }
    data.clear();
    eventBytes = 0;
  }

  /** An event is longer than will be kept in memory. */
  public static final class EventTooLong extends Exception {
    private static final long serialVersionUID = 1L;

    EventTooLong() {
      super("an event is longer than " + MAX_EVENT_BYTES + " bytes");
    }
  }
}
