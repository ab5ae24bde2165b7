package io.railgate.embeddings;

import static io.railgate.embeddings.CachedTexts.made;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large a cache becomes, and what several processes do to it. */
class VectorCacheLimitsTest {

  private static final int DIMENSION = CachedTexts.ENCODER.model().dimension();
  private static final long TEN = Segment.bytes(DIMENSION, 10);
  private static final long MANY = 1_000_000_000;

  @TempDir Path temp;

  @Test
  void theUsualLimits() {
    assertThat(CacheLimits.DEFAULT.totalBytes()).isEqualTo(256L << 20);
    assertThat(CacheLimits.DEFAULT.segmentBytes()).isEqualTo(32L << 20);
    assertThat(CacheLimits.DEFAULT.segments()).isEqualTo(8);
  }

  @Test
  void whatWasOfUseLongestAgoGoesFirst() throws IOException {
    CachedTexts cached = new CachedTexts(temp, new CacheLimits(2 * TEN, TEN, 100));
    cached.open().store(made("a", 10));
    cached.age(20);
    cached.open().store(made("b", 10));
    assertThat(cached.bytes()).as("at the limit").isEqualTo(2 * TEN);
    cached.age(10);
    assertThat(cached.open().lookup(made("a", 1).keySet())).as("of use").hasSize(1);

    cached.open().store(made("c", 10));

    assertThat(cached.bytes()).isEqualTo(2 * TEN);
    assertThat(cached.open().lookup(made("a", 10).keySet())).hasSize(10);
    assertThat(cached.open().lookup(made("b", 10).keySet())).isEmpty();
    assertThat(cached.open().lookup(made("c", 10).keySet())).hasSize(10);
  }

  @Test
  void oneByteLessIsLess() throws IOException {
    CachedTexts cached = new CachedTexts(temp, new CacheLimits(2 * TEN - 1, TEN, 100));
    cached.open().store(made("a", 10));
    cached.age(10);

    cached.open().store(made("b", 10));

    assertThat(cached.bytes()).isEqualTo(TEN);
    assertThat(cached.open().lookup(made("b", 10).keySet())).hasSize(10);
  }

  @Test
  void theLimitIsForAllEncodersTogether() throws IOException {
    CachedTexts cached = new CachedTexts(temp, new CacheLimits(2 * TEN - 1, TEN, 100));
    cached.open().store(made("a", 10));
    cached.age(10);

    try (var other = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2_Q)) {
      cached.open(other).store(made("b", 10));
    }

    assertThat(cached.bytes()).isEqualTo(TEN);
    assertThat(cached.open().lookup(made("a", 10).keySet())).isEmpty();
  }

  @Test
  void moreThanThereIsRoomForIsStoredInPart() {
    CachedTexts cached = new CachedTexts(temp, new CacheLimits(2 * TEN + 1, TEN, 100));

    cached.open().store(made("a", 30));

    assertThat(cached.bytes()).isEqualTo(2 * TEN);
    assertThat(cached.open().lookup(made("a", 30).keySet())).hasSize(20);
    assertThat(cached.warnings()).isEmpty();
  }

  @Test
  void noRoomForOneVector() {
    CachedTexts cached =
        new CachedTexts(temp, new CacheLimits(Segment.bytes(DIMENSION, 1) - 1, TEN, 100));

    cached.open().store(made("a", 3));

    assertThat(cached.segments()).isEmpty();
    assertThat(cached.warnings()).isEmpty();
  }

  @Test
  void aSegmentIsNoLargerThanItMayBe() {
    CachedTexts cached = new CachedTexts(temp, new CacheLimits(MANY, TEN, 100));

    cached.open().store(made("a", 25));

    assertThat(cached.segments()).hasSize(3);
    assertThat(cached.segments()).allMatch(segment -> segment.toFile().length() <= TEN);
    assertThat(cached.open().lookup(made("a", 25).keySet())).isEqualTo(made("a", 25));
  }

  @Test
  void manySegmentsAreMergedToOne() {
    CachedTexts cached = new CachedTexts(temp, new CacheLimits(MANY, MANY, 8));
    Map<String, Embedding> all = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      cached.open().store(made("a" + i, 2));
      all.putAll(made("a" + i, 2));
    }
    assertThat(cached.segments()).hasSize(8);

    cached.open().store(made("b", 2));

    assertThat(cached.segments()).hasSize(1);
    assertThat(cached.bytes()).isEqualTo(Segment.bytes(DIMENSION, 18));
    all.putAll(made("b", 2));
    assertThat(cached.open().lookup(all.keySet())).isEqualTo(all);
  }

  @Test
  void aMergedSegmentIsNoLargerThanItMayBe() {
    CachedTexts cached = new CachedTexts(temp, new CacheLimits(MANY, TEN, 2));

    cached.open().store(made("a", 9));
    cached.open().store(made("b", 4));
    cached.open().store(made("c", 5));

    assertThat(cached.segments()).hasSize(2);
    assertThat(cached.segments()).allMatch(segment -> segment.toFile().length() <= TEN);
    assertThat(cached.open().lookup(made("a", 9).keySet())).hasSize(9);
    assertThat(cached.open().lookup(made("b", 4).keySet())).hasSize(4);
    assertThat(cached.open().lookup(made("c", 5).keySet())).hasSize(5);
  }

  @Test
  void aMergeThatFindsAllInOneOfThemKeepsThatOne() {
    CachedTexts cached = new CachedTexts(temp, new CacheLimits(MANY, MANY, 1));
    cached.open().store(made("a", 2));

    cached.open().store(made("a", 5));

    assertThat(cached.segments()).hasSize(1);
    assertThat(cached.open().lookup(made("a", 5).keySet())).hasSize(5);
  }

  @RepeatedTest(5)
  void writersAtOnceLoseNothing() {
    CachedTexts cached = new CachedTexts(temp, new CacheLimits(MANY, MANY, 2));
    Map<String, Embedding> all = new HashMap<>();
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int writer = 0; writer < 4; writer++) {
        List<Map<String, Embedding>> stores = new ArrayList<>();
        for (int round = 0; round < 25; round++) {
          stores.add(made("w" + writer % 3 + "-" + round, 3)); // two of them write the same
          all.putAll(stores.getLast());
        }
        StoredVectors opened = cached.open();
        writers.add(CompletableFuture.runAsync(() -> stores.forEach(opened::store), threads));
      }
    }

    assertThat(writers).allSatisfy(writer -> assertThat(writer.join()).isNull());
    assertThat(cached.warnings()).isEmpty();
    assertThat(cached.open().lookup(all.keySet())).isEqualTo(all);
  }
}
