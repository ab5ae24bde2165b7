package io.railgate.embeddings;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of an encoder model, and what must be in it. */
public sealed interface ModelFile {

  /** Hex digest that the file must have. */
  String sha256();

  /**
   * A resource on the class path.
   *
   * @param resource its name, without a slash at the start
   */
  record OnClassPath(String resource, String sha256) implements ModelFile {

    @Override
    public String toString() {
      return resource;
    }
  }

  /** A file on disk. */
  record OnDisk(Path path, String sha256) implements ModelFile {

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * The file at {@code path} as it is now; it may not change until it is loaded.
   *
   * @throws IOException if it cannot be read
   */
  static ModelFile at(Path path) throws IOException {
    return new OnDisk(path, Sha256.hex(Files.readAllBytes(path)));
  }

  /**
   * Reads the file.
   *
   * @param model name of the model, for messages
   * @throws ModelUnusable if it is missing, or is not the file that the digest names
   */
  default byte[] read(String model) {
    try {
      byte[] bytes = bytes();
      if (bytes == null) {
        throw new ModelUnusable(model, this + " is not on the class path");
      }
      String found = Sha256.hex(bytes);
      if (!found.equals(sha256())) {
        throw new ModelUnusable(model, this + " has sha256 " + found + ", expected " + sha256());
      }
      return bytes;
    } catch (IOException e) {
      throw new ModelUnusable(model, this + " could not be read: " + e.getMessage());
    }
  }

  /** Whether it is there, whatever is in it. */
  default boolean exists() {
    return switch (this) {
      case OnClassPath(String resource, String digest) ->
          ModelFile.class.getResource("/" + resource) != null;
      case OnDisk(Path path, String digest) -> Files.exists(path);
    };
  }

  private byte @Nullable [] bytes() throws IOException {
    return switch (this) {
      case OnClassPath(String resource, String digest) -> bytesOf(resource);
      case OnDisk(Path path, String digest) -> Files.readAllBytes(path);
    };
  }

  /** Into an array of the right size at once: what is read is large, and memory is kept. */
  private static byte @Nullable [] bytesOf(String resource) throws IOException {
    URL url = ModelFile.class.getResource("/" + resource);
    if (url == null) {
      return null;
    }
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false); // which would keep the jar open
    try (InputStream in = connection.getInputStream()) {
      int size = connection.getContentLength();
      if (size < 0) {
        return in.readAllBytes();
      }
      byte[] bytes = new byte[size];
      if (in.readNBytes(bytes, 0, size) < size) {
        throw new EOFException("it ends early");
      }
      return bytes;
    }
  }
}
