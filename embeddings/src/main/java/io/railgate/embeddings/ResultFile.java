package io.railgate.embeddings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A file that holds one result, which never changes. All numbers are big endian:
 *
 * <pre>
 * magic      8 bytes   "RAILRSLT"
 * version    int       1
 * key        32 bytes  digest of what the result was computed from
 * checksum   32 bytes  SHA-256 of the result
 * result     all the rest
 * </pre>
 *
 * Its name is the key, in hex, and {@code .result}.
 */
final class ResultFile {

  /** How the names of these files end. */
  static final String SUFFIX = ".result";

  private static final int VERSION = 1;
  private static final byte[] MAGIC = "RAILRSLT".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = MAGIC.length + Integer.BYTES + 2 * Sha256.BYTES;

  private ResultFile() {}

  /** Bytes of a file with a result of so many. */
  static long bytes(long result) {
    return HEADER_BYTES + result;
  }

  static String name(String key) {
    return key + SUFFIX;
  }

  /** Writes a result into {@code folder}: aside first, and moved into place when it is whole. */
  static void write(Path folder, String key, byte[] result) throws IOException {
    byte[] whole = new byte[Math.toIntExact(bytes(result.length))];
    ByteBuffer.wrap(whole).put(header(key, result)).put(result);
    Path aside = CacheFolder.aside(folder);
    try {
      Files.write(aside, whole);
      Files.move(
          aside,
          folder.resolve(name(key)),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /**
   * The result in a file.
   *
   * @param most bytes that the file may have
   * @throws CacheDamaged if the file is not as described above, or is of another key
   * @throws IOException if it cannot be read, or is not there
   */
  static byte[] read(Path file, String key, long most) throws IOException, CacheDamaged {
    var attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    CacheDamaged.unless(attributes.isRegularFile(), "is no file");
    CacheDamaged.unless(attributes.size() <= most, "has " + attributes.size() + " bytes");
    byte[] whole = Files.readAllBytes(file);
    CacheDamaged.unless(whole.length >= HEADER_BYTES, "is shorter than a header");
    byte[] result = new byte[whole.length - HEADER_BYTES];
    ByteBuffer.wrap(whole).get(HEADER_BYTES, result);
    byte[] header = header(key, result);
    boolean same = Arrays.equals(header, Arrays.copyOf(whole, HEADER_BYTES));
    CacheDamaged.unless(same, "does not hold what its name and its checksum say");
    return result;
  }

  private static byte[] header(String key, byte[] result) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .put(MAGIC)
        .putInt(VERSION)
        .put(HexFormat.of().parseHex(key))
        .put(Sha256.digest().digest(result))
        .array();
  }
}
