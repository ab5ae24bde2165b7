package io.railgate.embeddings;

import static io.railgate.embeddings.CachedTexts.made;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be are noticed, and their vectors stored again. */
class VectorCacheDamageTest {

  private static final Map<String, Embedding> VECTORS = made("text", 5);

  private static final int VERSION_AT = 8;
  private static final int SPACE_AT = 12;
  private static final int DIMENSION_AT = 44;
  private static final int COUNT_AT = 48;
  private static final int RECORDS_AT = 52;

  @TempDir Path temp;
  private CachedTexts cached = new CachedTexts(Path.of(""));
  private Path segment = Path.of("");

  @BeforeEach
  void store() {
    cached = new CachedTexts(temp);
    cached.open().store(VECTORS);
    segment = cached.segments().getFirst();
    assertThat(cached.open().lookup(VECTORS.keySet())).isEqualTo(VECTORS);
  }

  @Test
  void everyByteCounts() throws IOException {
    byte[] whole = Files.readAllBytes(segment);
    StoredVectors opened = cached.open();
    for (int at = 0; at < whole.length; at += at < RECORDS_AT + 40 ? 1 : 97) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(segment, flipped);

      assertThat(opened.lookup(VECTORS.keySet())).as("byte %d", at).isEmpty();
      assertThat(segment).doesNotExist();
    }
  }

  @Test
  void aFlippedBitOfAVector() throws IOException {
    rewrite(bytes -> flipped(bytes, RECORDS_AT + 32 + 3), false);

    noticedAndRebuilt("does not hold what its name says");
  }

  @Test
  void aFileThatIsCutShort() throws IOException {
    rewrite(bytes -> Arrays.copyOf(bytes, bytes.length - 1), false);

    noticedAndRebuilt("has 7891 bytes, expected 7892");
  }

  @Test
  void anEmptyFile() throws IOException {
    rewrite(bytes -> new byte[0], false);

    noticedAndRebuilt("has 0 bytes, which is less than a header");
  }

  @Test
  void aFileThatIsTooLong() throws IOException {
    rewrite(bytes -> Arrays.copyOf(bytes, bytes.length + 1), true);

    noticedAndRebuilt("has 7893 bytes, expected 7892");
  }

  @Test
  void aFileOfAnotherKind() throws IOException {
    rewrite(bytes -> flipped(bytes, 0), true);

    noticedAndRebuilt("is no file of vectors");
  }

  @Test
  void anotherVersion() throws IOException {
    rewrite(bytes -> withInt(bytes, VERSION_AT, 2), true);

    noticedAndRebuilt("has version 2, expected 1");
  }

  @Test
  void anotherEncodersFile() throws IOException {
    try (var other = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2_Q)) {
      CachedTexts others = new CachedTexts(temp.resolve("others"));
      others.open(other).store(VECTORS);
      Path foreign = others.segments().getFirst();
      Files.delete(segment);
      segment = Files.copy(foreign, segment.resolveSibling(foreign.getFileName()));
    }

    noticedAndRebuilt("is of another encoder");
  }

  @Test
  void anotherEncoderOfTheSameName() throws IOException {
    rewrite(bytes -> flipped(bytes, SPACE_AT + 31), true);

    noticedAndRebuilt("is of another encoder");
  }

  @Test
  void anotherDimension() throws IOException {
    rewrite(bytes -> withInt(bytes, DIMENSION_AT, 768), true);

    noticedAndRebuilt("has vectors of dimension 768, expected 384");
  }

  @Test
  void aCountThatIsNegativeOrHuge() throws IOException {
    rewrite(bytes -> withInt(bytes, COUNT_AT, -1), true);
    noticedAndRebuilt("has 7892 bytes, expected -1516");

    segment = cached.segments().getFirst();
    rewrite(bytes -> withInt(bytes, COUNT_AT, Integer.MAX_VALUE), true);
    assertThat(cached.open().lookup(VECTORS.keySet())).isEmpty();
  }

  @Test
  void vectorsThatAreNotOfLengthOne() throws IOException {
    for (float component : new float[] {2, Float.NaN, Float.POSITIVE_INFINITY}) {
      int bits = Float.floatToRawIntBits(component);
      rewrite(bytes -> withInt(bytes, RECORDS_AT + 32, bits), true);

      noticedAndRebuilt("holds a vector that is not of length 1");
      segment = cached.segments().getFirst();
    }
  }

  @Test
  void recordsThatAreNotInOrder() throws IOException {
    rewrite(bytes -> withInt(bytes, RECORDS_AT, -1), true);

    noticedAndRebuilt("is not in order");
  }

  @Test
  void aFolderInItsPlace() throws IOException {
    Files.delete(segment);
    Files.createDirectory(segment);

    noticedAndRebuilt("is no file");
  }

  @Test
  void aFolderInItsPlaceThatIsNotEmptyIsLeftAlone() throws IOException {
    Files.delete(segment);
    Path inside = Files.createDirectories(segment.resolve("inside"));

    assertThat(cached.open().lookup(VECTORS.keySet())).isEmpty();

    assertThat(inside).exists();
    assertThat(cached.warnings().getFirst()).contains(" is no file; it cannot be deleted: ");
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Path elsewhere = Files.move(segment, temp.resolve("elsewhere"));
    Files.createSymbolicLink(segment, elsewhere);

    noticedAndRebuilt("is no file");
    assertThat(elsewhere).exists();
  }

  @Test
  void otherFilesAreLeftAlone() throws IOException {
    Path note = Files.writeString(segment.resolveSibling("note.txt"), "mine");
    Path named = Files.writeString(segment.resolveSibling("backup.vectors"), "mine");
    Path beside = Files.createDirectories(temp.resolve("beside"));

    cached.open().store(made("more", 3));

    assertThat(cached.open().lookup(VECTORS.keySet())).isEqualTo(VECTORS);
    assertThat(note).exists();
    assertThat(named).exists();
    assertThat(beside).exists();
    assertThat(cached.warnings()).isEmpty();
  }

  @Test
  void whatADeadProcessLeftIsSweptAway() throws IOException {
    Path dead = Files.writeString(segment.resolveSibling(".unfinished-1.tmp"), "x");
    Path alive = Files.writeString(segment.resolveSibling(".unfinished-2.tmp"), "x");
    Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));
    Files.setLastModifiedTime(alive, FileTime.from(Instant.now().minus(Duration.ofMinutes(59))));

    cached.open().store(made("more", 3));

    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
  }

  /** Changes the segment's bytes, and its name with them if all but those bytes is to be right. */
  private void rewrite(UnaryOperator<byte[]> change, boolean rename) throws IOException {
    byte[] bytes = change.apply(Files.readAllBytes(segment));
    Files.delete(segment);
    if (rename) {
      segment = segment.resolveSibling(Sha256.hex(bytes) + ".vectors");
    }
    Files.write(segment, bytes);
  }

  private void noticedAndRebuilt(String warning) {
    int before = cached.warnings().size();

    assertThat(cached.open().lookup(VECTORS.keySet())).isEmpty();

    assertThat(cached.warnings()).hasSize(before + 1);
    assertThat(cached.warnings().getLast())
        .isEqualTo(
            "vector cache: %s %s; it is deleted, and what it held is embedded again"
                .formatted(segment, warning));
    assertThat(segment).doesNotExist();
    cached.open().store(VECTORS);
    assertThat(cached.open().lookup(VECTORS.keySet())).isEqualTo(VECTORS);
    assertThat(cached.warnings()).hasSize(before + 1);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    bytes[at] ^= 1;
    return bytes;
  }

  private static byte[] withInt(byte[] bytes, int at, int value) {
    return ByteBuffer.wrap(bytes).putInt(at, value).array();
  }
}
