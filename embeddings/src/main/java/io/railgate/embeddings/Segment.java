package io.railgate.embeddings;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * A file of vectors, which never changes. All numbers are big endian:
 *
 * <pre>
 * magic      8 bytes   "RAILVECS"
 * version    int       1
 * space      32 bytes  digest of the {@link VectorSpace}
 * dimension  int
 * count      int
 * records    count times, by ascending key, none twice:
 *   key      32 bytes  {@link TextKey}
 *   vector   dimension floats, of length 1
 * </pre>
 *
 * Its name is the SHA-256 of all of this, in hex, and {@code .vectors}.
 */
final class Segment {

  static final int VERSION = 1;

  /** How the names of segments end. */
  static final String SUFFIX = ".vectors";

  private static final byte[] MAGIC = "RAILVECS".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = MAGIC.length + 3 * Integer.BYTES + Sha256.BYTES;
  private static final int BUFFER_BYTES = 64 * 1024;

  private Segment() {}

  /** Bytes of a segment. */
  static long bytes(int dimension, long count) {
    return HEADER_BYTES + count * recordBytes(dimension);
  }

  /** Bytes of a vector with its key. */
  static int recordBytes(int dimension) {
    return Sha256.BYTES + dimension * Float.BYTES;
  }

  /**
   * Writes a segment into {@code folder}: aside first, and moved into place when it is whole.
   *
   * @return its path
   */
  static Path write(Path folder, VectorSpace space, SortedMap<TextKey, Embedding> vectors)
      throws IOException {
    Path aside = CacheFolder.aside(folder);
    try {
      MessageDigest digest = Sha256.digest();
      try (var file = new DigestOutputStream(Files.newOutputStream(aside), digest);
          var out = new DataOutputStream(new BufferedOutputStream(file, BUFFER_BYTES))) {
        writeTo(out, space, vectors);
      }
      Path segment = folder.resolve(HexFormat.of().formatHex(digest.digest()) + SUFFIX);
      return Files.move(
          aside, segment, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void writeTo(
      DataOutputStream out, VectorSpace space, SortedMap<TextKey, Embedding> vectors)
      throws IOException {
    out.write(MAGIC);
    out.writeInt(VERSION);
    out.write(HexFormat.of().parseHex(space.digest()));
    out.writeInt(space.dimension());
    out.writeInt(vectors.size());
    ByteBuffer record = ByteBuffer.allocate(recordBytes(space.dimension()));
    for (Map.Entry<TextKey, Embedding> entry : vectors.entrySet()) {
      record.put(0, HexFormat.of().parseHex(entry.getKey().hex()));
      record.position(Sha256.BYTES).asFloatBuffer().put(entry.getValue().toArray());
      out.write(record.array());
    }
  }

  /**
   * The vectors of a segment whose keys are wanted.
   *
   * @throws CacheDamaged if any of it is not as described above, or is of another space
   * @throws IOException if it cannot be read, or is not there
   */
  static Map<TextKey, Embedding> read(Path segment, VectorSpace space, Predicate<TextKey> wanted)
      throws IOException, CacheDamaged {
    var attributes =
        Files.readAttributes(segment, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    CacheDamaged.unless(attributes.isRegularFile(), "is no file");
    MessageDigest digest = Sha256.digest();
    try (var file = FileChannel.open(segment, Set.of(StandardOpenOption.READ));
        var bytes = new DigestInputStream(Channels.newInputStream(file), digest);
        var in = new DataInputStream(new BufferedInputStream(bytes, BUFFER_BYTES))) {
      Map<TextKey, Embedding> found = new HashMap<>();
      int count = readHeader(in, file.size(), space);
      readRecords(in, count, space, wanted, found);
      CacheDamaged.unless(in.read() == -1, "holds more than its header says");
      String name = HexFormat.of().formatHex(digest.digest()) + SUFFIX;
      CacheDamaged.unless(segment.endsWith(name), "does not hold what its name says");
      return found;
    }
  }

  /** How many records follow. */
  private static int readHeader(DataInputStream in, long size, VectorSpace space)
      throws IOException, CacheDamaged {
    CacheDamaged.unless(
        size >= HEADER_BYTES, "has " + size + " bytes, which is less than a header");
    CacheDamaged.unless(Arrays.equals(in.readNBytes(MAGIC.length), MAGIC), "is no file of vectors");
    int version = in.readInt();
    CacheDamaged.unless(version == VERSION, "has version " + version + ", expected " + VERSION);
    String digest = HexFormat.of().formatHex(in.readNBytes(Sha256.BYTES));
    CacheDamaged.unless(digest.equals(space.digest()), "is of another encoder");
    int dimension = in.readInt();
    CacheDamaged.unless(
        dimension == space.dimension(),
        "has vectors of dimension " + dimension + ", expected " + space.dimension());
    int count = in.readInt();
    long expected = bytes(dimension, count);
    CacheDamaged.unless(size == expected, "has " + size + " bytes, expected " + expected);
    return count;
  }

  private static void readRecords(
      DataInputStream in,
      int count,
      VectorSpace space,
      Predicate<TextKey> wanted,
      Map<TextKey, Embedding> found)
      throws IOException, CacheDamaged {
    ByteBuffer record = ByteBuffer.allocate(recordBytes(space.dimension()));
    float[] vector = new float[space.dimension()];
    TextKey before = new TextKey("");
    for (int i = 0; i < count; i++) {
      in.readFully(record.array());
      TextKey key = new TextKey(HexFormat.of().formatHex(record.array(), 0, Sha256.BYTES));
      CacheDamaged.unless(key.compareTo(before) > 0, "is not in order");
      before = key;
      record.position(Sha256.BYTES).asFloatBuffer().get(vector);
      Embedding embedding = embedding(vector);
      if (wanted.test(key)) {
        found.put(key, embedding);
      }
    }
  }

  private static Embedding embedding(float[] vector) throws CacheDamaged {
    try {
      return Embedding.ofUnit(vector);
    } catch (IllegalArgumentException e) {
      throw new CacheDamaged("holds a vector that is not of length 1");
    }
  }
}
