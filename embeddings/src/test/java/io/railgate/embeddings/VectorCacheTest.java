package io.railgate.embeddings;

import static io.railgate.embeddings.CachedTexts.ENCODER;
import static io.railgate.embeddings.CachedTexts.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.railgate.embeddings.CachedTexts.Watched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCacheTest {

  private static final List<String> TEXTS =
      List.of("I lost my card", "what is my balance?", "größer als 💳", "hello");

  @TempDir Path temp;
  private Path folder = Path.of("");
  private CachedTexts cached = new CachedTexts(folder);

  @BeforeEach
  void nameAFolder() {
    folder = temp.resolve("made/cache");
    cached = new CachedTexts(folder);
  }

  @Test
  void givesBackTheSameBits() {
    Map<String, Embedding> vectors = embedded(TEXTS);

    cached.open().store(vectors);
    Map<String, Embedding> found = cached.open().lookup(TEXTS);

    assertThat(found).hasSize(TEXTS.size());
    assertThat(bits(found)).isEqualTo(bits(vectors));
    assertThat(cached.warnings()).isEmpty();
  }

  @Test
  void findsWhatIsThereAndCounts() {
    VectorCache cache = VectorCache.at(folder, warning -> {});
    cache.vectorsOf(ENCODER).store(embedded(TEXTS.subList(0, 2)));

    Map<String, Embedding> found = cache.vectorsOf(ENCODER).lookup(TEXTS);

    assertThat(found).containsOnlyKeys(TEXTS.subList(0, 2));
    assertThat(cache.found()).isEqualTo(2);
    assertThat(cache.missed()).isEqualTo(2);
  }

  @Test
  void encodesNothingButOneTextOfItsOwn() {
    cached.open().store(embedded(TEXTS));
    Watched encoder = new Watched();

    assertThat(cached.open(encoder).lookup(TEXTS)).hasSize(TEXTS.size());

    assertThat(encoder.given()).hasSize(1).doesNotContainAnyElementsOf(TEXTS);
  }

  @Test
  void keepsEncodersApart() {
    cached.open().store(embedded(TEXTS));

    try (var other = new OnnxEncoder(BuiltInModels.ALL_MINILM_L6_V2_Q)) {
      assertThat(cached.open(other).lookup(TEXTS)).isEmpty();
      cached.open(other).store(Map.of("hello", other.encode("hello")));

      assertThat(cached.open(other).lookup(TEXTS)).containsOnlyKeys("hello");
    }
    assertThat(cached.open().lookup(TEXTS)).hasSize(TEXTS.size());
    assertThat(cached.warnings()).isEmpty();
  }

  @Test
  void holdsNothingForAMachineThatComputesOtherBits() {
    cached.open().store(embedded(TEXTS));

    Watched rounding = new Watched(new ConcurrentLinkedQueue<>(), 1e-6f);

    assertThat(cached.open(rounding).lookup(TEXTS)).isEmpty();
    assertThat(cached.open(new Watched()).lookup(TEXTS)).hasSize(TEXTS.size());
  }

  @Test
  void tellsTextsApartThatUtf8DoesNot() {
    Map<String, Embedding> vectors = made("x", 2);
    Map<String, Embedding> unpaired = new HashMap<>();
    unpaired.put("\ud83d", vectors.get("x-0"));
    unpaired.put("\ud83e", vectors.get("x-1"));

    cached.open().store(unpaired);

    assertThat(cached.open().lookup(unpaired.keySet())).isEqualTo(unpaired);
  }

  @Test
  void storesNoText() throws Exception {
    cached.open().store(embedded(List.of("I lost my card")));

    byte[] segment = Files.readAllBytes(cached.segments().getFirst());

    assertThat(new String(segment, StandardCharsets.ISO_8859_1)).doesNotContain("lost", "card");
  }

  @Test
  void storingNothingWritesNothing() {
    cached.open().store(Map.of());

    assertThat(folder).doesNotExist();
  }

  @Test
  void refusesAVectorOfAnotherDimension() {
    Map<String, Embedding> wrong = Map.of("x", Embedding.ofDirection(new float[] {1, 0}));

    assertThatThrownBy(() -> cached.open().store(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension: found 2, expected 384");
  }

  @Test
  void theFolderIsItsUsersAlone() throws Exception {
    cached.open().store(embedded(TEXTS));

    Path space = cached.segments().getFirst().getParent();
    for (Path made : List.of(folder, space)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void aFolderThatEverybodyMayWriteToIsNotUsed() throws Exception {
    cached.open().store(embedded(TEXTS));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    StoredVectors stored = cached.open();
    stored.store(embedded(List.of("more")));

    assertThat(stored.lookup(TEXTS)).isEmpty();
    assertThat(cached.warnings())
        .containsExactly(
            "vector cache " + folder + ": not used, because everybody may write there");
    assertThat(cached.segments()).hasSize(1);
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldOfOnce() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "x");
    List<String> warnings = new ArrayList<>();
    Consumer<String> told = warnings::add;
    StoredVectors stored = VectorCache.at(file.resolve("cache"), told).vectorsOf(ENCODER);

    stored.store(embedded(TEXTS));
    stored.store(embedded(TEXTS));

    assertThat(stored.lookup(TEXTS)).isEmpty();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst())
        .startsWith("vector cache " + file + "/cache: cannot be written: ");
  }

  @Test
  void noneHoldsNothing() {
    VectorCache none = VectorCache.none();

    none.vectorsOf(ENCODER).store(embedded(TEXTS));

    assertThat(none.vectorsOf(ENCODER).lookup(TEXTS)).isEmpty();
    assertThat(none.missed()).isEqualTo(TEXTS.size());
  }

  @Test
  void anEncoderThatFailsIsAFailure() {
    Encoder broken = new OnnxEncoder(BuiltInModels.BGE_SMALL_EN_V15_Q);
    broken.close();

    assertThatThrownBy(() -> cached.open(broken)).isInstanceOf(RuntimeException.class);
    assertThat(cached.open().lookup(Set.of())).isEmpty();
  }

  private static Map<String, Embedding> embedded(List<String> texts) {
    Map<String, Embedding> vectors = new HashMap<>();
    texts.forEach(text -> vectors.put(text, ENCODER.encode(text)));
    return vectors;
  }

  private static Map<String, List<Integer>> bits(Map<String, Embedding> vectors) {
    Map<String, List<Integer>> bits = new HashMap<>();
    vectors.forEach(
        (text, vector) -> {
          List<Integer> components = new ArrayList<>();
          for (float component : vector.toArray()) {
            components.add(Float.floatToRawIntBits(component));
          }
          bits.put(text, components);
        });
    return bits;
  }
}
