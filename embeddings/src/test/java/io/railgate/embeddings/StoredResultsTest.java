package io.railgate.embeddings;

import static io.railgate.embeddings.CachedTexts.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results beside the vectors: held byte for byte, or not at all. */
class StoredResultsTest {

  private static final String KEY = "0123456789abcdef".repeat(4);
  private static final String OTHER = "f".repeat(64);
  private static final byte[] RESULT = bytes(1000);
  private static final int HEADER = Math.toIntExact(ResultFile.bytes(0));

  @TempDir Path temp;
  private Path folder = Path.of("");
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void nameAFolder() {
    folder = temp.resolve("made/cache");
  }

  @Test
  void givesBackTheSameBytes() {
    open().store(KEY, RESULT);
    open().store(OTHER, new byte[0]);

    assertThat(open().lookup(KEY)).contains(RESULT);
    assertThat(open().lookup(OTHER)).contains(new byte[0]);
    assertThat(warnings).isEmpty();
  }

  @Test
  void nothingIsHeldUnderAnotherKey() {
    assertThat(open().lookup(KEY)).as("no folder yet").isEmpty();
    open().store(KEY, RESULT);

    assertThat(open().lookup(OTHER)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatIsStoredAgainIsReplaced() {
    open().store(KEY, RESULT);
    open().store(KEY, bytes(3));

    assertThat(open().lookup(KEY)).contains(bytes(3));
  }

  @Test
  void aCacheThatHoldsNothing() {
    StoredResults none = VectorCache.none().results();
    none.store(KEY, RESULT);

    assertThat(none.lookup(KEY)).isEmpty();
  }

  /** Magic, version, key, checksum, result. */
  @ParameterizedTest
  @ValueSource(ints = {0, 8, 11, 12, 43, 44, 75, 76, 500, 1075})
  void aByteThatChangedIsNoticedAndTheFileDeleted(int at) throws IOException {
    open().store(KEY, RESULT);
    byte[] whole = Files.readAllBytes(file());
    whole[at] ^= 1;
    Files.write(file(), whole);

    assertThat(open().lookup(KEY)).isEmpty();

    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst())
        .contains(file().toString(), "it is deleted, and what it held is computed again");
    assertThat(file()).doesNotExist();
    open().store(KEY, RESULT);
    assertThat(open().lookup(KEY)).contains(RESULT);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 75, 76, 1000})
  void aFileThatWasCutIsNoticed(int length) throws IOException {
    open().store(KEY, RESULT);
    Files.write(file(), Arrays.copyOf(Files.readAllBytes(file()), length));

    assertThat(open().lookup(KEY)).isEmpty();
    assertThat(warnings).hasSize(1);
  }

  @Test
  void aFileUnderAnothersNameIsNoticed() throws IOException {
    open().store(KEY, RESULT);
    Files.move(file(), file().resolveSibling(ResultFile.name(OTHER)));

    assertThat(open().lookup(OTHER)).isEmpty();
    assertThat(warnings).hasSize(1);
  }

  @Test
  void aFolderOrALinkInItsPlaceIsNoFile() throws IOException {
    open().store(KEY, RESULT);
    Path elsewhere = Files.move(file(), temp.resolve("elsewhere"));
    Files.createSymbolicLink(file(), elsewhere);
    assertThat(open().lookup(KEY)).isEmpty();
    assertThat(elsewhere).as("what it leads to").exists();

    Files.createDirectory(file());
    assertThat(open().lookup(KEY)).isEmpty();
    assertThat(warnings).hasSize(2).allSatisfy(each -> assertThat(each).contains("is no file"));
  }

  @Test
  void aFolderThatEverybodyMayWriteIsNotUsed() throws IOException {
    open().store(KEY, RESULT);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(open().lookup(KEY)).isEmpty();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst()).contains("everybody may write");
  }

  @Test
  void whereNothingCanBeWrittenThatIsToldOnce() throws IOException {
    Files.writeString(temp.resolve("file"), "");
    folder = temp.resolve("file/cache");
    StoredResults results = open();

    results.store(KEY, RESULT);
    results.store(KEY, RESULT);

    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst()).contains("cannot be written");
  }

  @Test
  void moreThanAFileMayHoldIsNotStored() {
    CacheLimits limits = new CacheLimits(10_000, HEADER + 1000, 8);

    open(limits).store(KEY, bytes(1001));
    assertThat(open(limits).lookup(KEY)).isEmpty();
    open(limits).store(KEY, bytes(1000));
    assertThat(open(limits).lookup(KEY)).contains(bytes(1000));
    assertThat(warnings).isEmpty();
  }

  @Test
  void whatWasOfUseLongestAgoMakesRoomVectorsToo() throws IOException {
    CacheLimits limits = new CacheLimits(2L * (HEADER + 20_000), 50_000, 8);
    VectorCache cache = VectorCache.at(folder, warnings::add, limits);
    StoredVectors vectors = cache.vectorsOf(CachedTexts.ENCODER);
    vectors.store(made("a", 5));
    age();
    cache.results().store(KEY, bytes(20_000));
    age();
    assertThat(cache.results().lookup(KEY)).isPresent();

    cache.results().store(OTHER, bytes(20_000));

    assertThat(vectors.lookup(made("a", 5).keySet())).isEmpty();
    assertThat(cache.results().lookup(KEY)).isPresent();
    assertThat(cache.results().lookup(OTHER)).isPresent();
    age();
    vectors.store(made("b", 5));
    assertThat(vectors.lookup(made("b", 5).keySet())).hasSize(5);
    assertThat(allBytes()).isLessThanOrEqualTo(limits.totalBytes());
  }

  @Test
  void whatAProcessThatDiedLeftIsSweptAndNothingElse() throws IOException {
    open().store(KEY, RESULT);
    Path left = Files.createFile(file().resolveSibling(".unfinished-1.tmp"));
    Path young = Files.createFile(file().resolveSibling(".unfinished-2.tmp"));
    Path foreign = Files.createFile(file().resolveSibling("notes.txt"));
    for (Path old : List.of(left, foreign)) {
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    open().store(OTHER, RESULT);

    assertThat(left).doesNotExist();
    assertThat(young).exists();
    assertThat(foreign).exists();
  }

  @Test
  void aKeyIsADigest() {
    for (String key : List.of("", "../" + KEY, KEY.toUpperCase(Locale.ROOT), KEY + "0")) {
      assertThatThrownBy(() -> open().lookup(key)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> open().store(key, RESULT))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private StoredResults open() {
    return open(CacheLimits.DEFAULT);
  }

  private StoredResults open(CacheLimits limits) {
    return VectorCache.at(folder, warnings::add, limits).results();
  }

  private Path file() {
    return folder.resolve("results").resolve(KEY + ".result");
  }

  private void age() throws IOException {
    for (Path file : files()) {
      Instant used = Files.getLastModifiedTime(file).toInstant();
      Files.setLastModifiedTime(file, FileTime.from(used.minusSeconds(600)));
    }
  }

  private long allBytes() throws IOException {
    return files().stream().mapToLong(file -> file.toFile().length()).sum();
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }
}
