package io.railgate.proxy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** How the log is written. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchedLinesTest {

  private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Reader reader = new Reader();
  private final BatchedLines log = new BatchedLines(reader);

  @BeforeEach
  void start() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(logback);
    encoder.setPattern("%level %msg%n");
    encoder.start();
    log.setContext(logback);
    log.setEncoder(encoder);
    log.start();
  }

  @AfterEach
  void stop() {
    reader.takes.release(1_000);
    log.stop();
  }

  @Test
  void aLineIsWrittenByItself() throws InterruptedException {
    reader.takes.release();

    say("one");

    reader.hasTaken.acquire();
    assertThat(reader.writes).containsExactly("INFO one\n");
    assertThat(reader.by).isNotSameAs(Thread.currentThread());
  }

  @Test
  void linesThatComeWhileOthersAreWrittenAreWrittenTogetherInTheirOrder()
      throws InterruptedException {
    say("first");
    reader.isAsked.acquire();
    List<String> others = IntStream.range(0, 100).mapToObj(i -> "line " + i).toList();
    others.forEach(this::say);

    reader.takes.release(2);
    reader.hasTaken.acquire(2);

    assertThat(reader.writes.stream().flatMap(String::lines))
        .startsWith("INFO first")
        .endsWith("INFO line 98", "INFO line 99")
        .hasSize(101);
    assertThat(reader.writes).hasSize(2);
  }

  @Test
  void nobodyWaitsForAReaderThatIsStuckAndWhatFindsNoPlaceIsLost() throws InterruptedException {
    say("first");
    reader.isAsked.acquire();

    for (int i = 0; i < BatchedLines.MAX_WAITING + 10; i++) {
      say("line " + i);
    }

    reader.takes.release(2);
    reader.hasTaken.acquire(2);
    assertThat(reader.writes.stream().flatMap(String::lines))
        .hasSize(1 + BatchedLines.MAX_WAITING)
        .endsWith("INFO line " + (BatchedLines.MAX_WAITING - 1));
  }

  @Test
  void theLastLinesAreWrittenBeforeItHasStopped() throws InterruptedException {
    say("first");
    reader.isAsked.acquire();
    say("last");
    reader.takes.release(1_000);

    log.stop();

    assertThat(String.join("", reader.writes)).isEqualTo("INFO first\nINFO last\n");
  }

  @Test
  void aLineThatCannotBeMadeTakesNoOtherWithIt() throws InterruptedException {
    say("first");
    reader.isAsked.acquire();
    log.doAppend(
        new LoggingEvent("test", logback.getLogger("test"), Level.INFO, "bad", null, null) {
          @Override
          public Level getLevel() {
            throw new IllegalStateException();
          }
        });
    say("good");

    reader.takes.release(2);
    reader.hasTaken.acquire(2);

    assertThat(reader.writes).containsExactly("INFO first\n", "INFO good\n");
  }

  private void say(String message) {
    log.doAppend(
        new LoggingEvent("test", logback.getLogger("test"), Level.INFO, message, null, null));
  }

  /** Of the log; takes as many writes as it is let. */
  private static final class Reader extends OutputStream {
    final Semaphore takes = new Semaphore(0);
    final Semaphore isAsked = new Semaphore(0);
    final Semaphore hasTaken = new Semaphore(0);
    final Queue<String> writes = new ConcurrentLinkedQueue<>();
    volatile Thread by = Thread.currentThread();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(int one) {
      written.write(one);
    }

    @Override
    public void write(byte[] bytes) {
      by = Thread.currentThread();
      isAsked.release();
      takes.acquireUninterruptibly();
      written.writeBytes(bytes);
    }

    @Override
    public void flush() {
      writes.add(written.toString(StandardCharsets.UTF_8));
      written.reset();
      hasTaken.release();
    }
  }
}
