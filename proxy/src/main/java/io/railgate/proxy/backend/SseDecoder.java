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
    for (byte b : chunk) {
      if (b == '\n' && afterCarriageReturn) {
        afterCarriageReturn = false; // the line ended with the carriage return before it
      } else if (b == '\n' || b == '\r') {
        afterCarriageReturn = b == '\r';
        endLine(events);
      } else {
        afterCarriageReturn = false;
        append(b);
      }
    }
    return events;
  }

  private void append(byte b) throws EventTooLong {
    if (++eventBytes > MAX_EVENT_BYTES) {
      throw new EventTooLong();
    }
    line.write(b);
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
