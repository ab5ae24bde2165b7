package io.railgate.rails.reader;

import io.railgate.rails.set.AuditSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code audit} in {@code railgate.yml}. */
final class AuditReader {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})(MB|GB)");
  private static final long MEGABYTE = 1_000_000;
  private static final long LARGEST = 100_000 * MEGABYTE;
  private static final int MOST_KEPT = 1000;

  private final SetFolder folder;
  private final Scalars scalars;
  private final Problems problems;

  AuditReader(SetFolder folder, Scalars scalars, Problems problems) {
    this.folder = folder;
    this.scalars = scalars;
    this.problems = problems;
  }

  /** The settings, or empty after a problem was added. */
  Optional<AuditSettings> read(Mapping audit) {
    audit.allowOnly(Keys.AUDIT);
    Optional<Path> file = scalars.resolved(audit.requiredText("file")).flatMap(this::file);
    AuditSettings.Text text =
        scalars
            .choice(audit, "text", List.of("none", "hash", "whole"))
            .map(word -> AuditSettings.Text.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(AuditSettings.USUAL_TEXT);
    boolean required = scalars.flag(audit, "required").orElse(false);
    long maxBytes =
        scalars
            .resolved(audit, "max-size")
            .flatMap(this::bytes)
            .orElse(AuditSettings.USUAL_MAX_BYTES);
    int keep =
        scalars
            .whole(audit, "keep", 1, MOST_KEPT)
            .map(Math::toIntExact)
            .orElse(AuditSettings.USUAL_KEEP);
    return file.map(path -> new AuditSettings(path, text, required, maxBytes, keep));
  }

  private Optional<Path> file(Text text) {
    try {
      Path path = Path.of(text.value());
      if (path.getFileName() == null || text.value().endsWith("/") || Files.isDirectory(path)) {
        return scalars.misfit(text, "file", "a file such as /var/log/railgate/audit.jsonl");
      }
      if (isInSet(path)) {
        problems.add(
            text.place(),
            "file: found %s, which lies in the rail set's folder; what changes there is read as a"
                    .formatted(text.shown())
                + " new version of the set: name a file elsewhere");
        return Optional.empty();
      }
      return Optional.of(path);
    } catch (InvalidPathException e) {
      return scalars.misfit(text, "file", "a file such as /var/log/railgate/audit.jsonl");
    } catch (IOException e) {
      problems.add(
          text.place(), "file: found %s; %s".formatted(text.shown(), YamlFile.unreadable(e)));
      return Optional.empty();
    }
  }

  /** Wherever links lead to; what of the path is not there yet is taken as it is written. */
  private boolean isInSet(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    Path real = there.toRealPath().resolve(there.relativize(path));
    return real.startsWith(folder.root().toRealPath());
  }

  private Optional<Long> bytes(Text text) {
    Matcher matcher = SIZE.matcher(text.value());
    if (matcher.matches()) {
      long unit = matcher.group(2).equals("GB") ? 1000 * MEGABYTE : MEGABYTE;
      long bytes = Long.parseLong(matcher.group(1)) * unit;
      if (bytes > 0 && bytes <= LARGEST) {
        return Optional.of(bytes);
      }
    }
    return scalars.misfit(text, "max-size", "a size such as 100MB or 1GB (1MB to 100GB)");
  }
}
