package io.railgate.rails.reader;

import io.railgate.rails.set.CertificateFiles;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads paths of files that are no part of a set, such as certificates: absolute, or relative to
 * the set's folder, which they may leave. Whether the files are there is not asked: a set is also
 * read where it is not served.
 */
final class FilePaths {

  private final Path folder;
  private final Scalars scalars;

  FilePaths(Path folder, Scalars scalars) {
    this.folder = folder;
    this.scalars = scalars;
  }

  /** The path under a key, or empty after a problem was added, or if the key is not there. */
  Optional<Path> path(Mapping mapping, String key) {
    Optional<Text> text = scalars.resolved(mapping, key);
    try {
      return text.map(Text::value).map(folder::resolve);
    } catch (InvalidPathException e) {
      return scalars.misfit(text.orElseThrow(), key, "the path of a file");
    }
  }

  /** A certificate and its key, which come together, or empty after a problem was added. */
  Optional<CertificateFiles> certificate(Mapping mapping, String certificate, String key) {
    mapping.require(certificate);
    mapping.require(key);
    Optional<Path> first = path(mapping, certificate);
    Optional<Path> second = path(mapping, key);
    return first.isEmpty() || second.isEmpty()
        ? Optional.empty()
        : Optional.of(new CertificateFiles(first.get(), second.get()));
  }
}
