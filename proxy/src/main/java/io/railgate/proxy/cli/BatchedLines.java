package io.railgate.proxy.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log to standard error on a thread of its own, the lines of a short while together: to
 * wake that thread for each line, and to write each by itself, takes a quarter of what a request
 * for a known prompt takes. Nobody waits for it: lines that find no place, as whoever reads them is
 * stuck, are lost. Made by {@code logback.xml}.
 */
public final class BatchedLines extends UnsynchronizedAppenderBase<ILoggingEvent> {

  /** Most lines that wait. */
  static final int MAX_WAITING = 8192;

  /** How long a line waits for others. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final BlockingQueue<ILoggingEvent> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final OutputStream to;
  private @Nullable Encoder<ILoggingEvent> encoder;
  private @Nullable Thread writer;

  /** To standard error. */
  public BatchedLines() {
    this(ConsoleTarget.SystemErr.getStream());
  }

  BatchedLines(OutputStream to) {
    this.to = to;
  }

  /** What makes lines of events; before the start. */
  public void setEncoder(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
  }

  @Override
  public void start() {
    Encoder<ILoggingEvent> lines = encoder;
    if (lines == null) {
      addError("the appender " + getName() + " has no encoder");
      return;
    }
    super.start();
    writer = Thread.ofPlatform().daemon().name("log-lines").start(() -> write(lines));
  }

  /** Writes what waits, and returns when that is done. */
  @Override
  public void stop() {
    Thread ending = writer;
    if (!isStarted() || ending == null) {
      return;
    }
    super.stop();
    ending.interrupt();
    try {
      ending.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    var unused = waiting.offer(event);
  }

  private void write(Encoder<ILoggingEvent> lines) {
    List<ILoggingEvent> together = new ArrayList<>();
    while (isStarted()) {
      try {
        together.add(waiting.take());
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        // It is stopped: the last lines follow.
      }
      waiting.drainTo(together);
      write(together, lines);
      together.clear();
    }
    waiting.drainTo(together);
    write(together, lines);
  }

  private void write(List<ILoggingEvent> events, Encoder<ILoggingEvent> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ILoggingEvent event : events) {
      try {
        bytes.writeBytes(lines.encode(event));
      } catch (RuntimeException e) {
        addError("a line cannot be written", e);
      }
    }
    try {
      to.write(bytes.toByteArray());
      to.flush();
    } catch (IOException e) {
      addError("lines cannot be written", e);
    }
  }
}
