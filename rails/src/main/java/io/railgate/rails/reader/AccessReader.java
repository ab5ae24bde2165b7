package io.railgate.rails.reader;

import io.railgate.rails.set.AccessSettings;
import io.railgate.rails.set.CertificateFiles;
import io.railgate.rails.set.ClientKey;
import io.railgate.rails.set.Groups;
import io.railgate.rails.set.RateLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads {@code keys}, {@code limits} and {@code tls} in {@code railgate.yml}. */
final class AccessReader {

  /** Most requests or prompts in a minute that a limit can be. */
  private static final int MAX_PER_MINUTE = 1_000_000;

  private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");

  private final Scalars scalars;
  private final FilePaths paths;
  private final Mentions mentions;
  private final Problems problems;
  private final Map<String, Text> ids = new HashMap<>();
  private final Map<String, Text> digests = new HashMap<>();

  AccessReader(Scalars scalars, FilePaths paths, Mentions mentions, Problems problems) {
    this.scalars = scalars;
    this.paths = paths;
    this.mentions = mentions;
    this.problems = problems;
  }

  /** What the set says; less than that after a problem was added. */
  AccessSettings read(Mapping root) {
    return new AccessSettings(
        root.mappings("keys", "an entry of \"keys\"").stream()
            .flatMap(key -> key(key).stream())
            .toList(),
        root.mapping("limits", "\"limits\"", "{requests-per-minute: 60}")
            .map(this::setLimits)
            .orElse(RateLimits.NONE),
        root.mapping("tls", "\"tls\"", "{certificate: cert.pem, key: key.pem}").flatMap(this::tls));
  }

  private Optional<ClientKey> key(Mapping key) {
    key.allowOnly(Keys.CLIENT_KEY);
    Optional<Text> id = scalars.resolved(key.requiredText("id")).filter(this::isNewId);
    Optional<Text> sha256 = scalars.resolved(key.requiredText("sha256")).filter(this::isNewDigest);
    Groups groups = groups(key);
    RateLimits limits = limits(key);
    return id.isEmpty() || sha256.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ClientKey(
                id.get().value(), sha256.get().value().toLowerCase(Locale.ROOT), groups, limits));
  }

  private boolean isNewId(Text id) {
    if (!RailFileReader.isName(id.value())) {
      scalars.misfit(id, "id", "a name such as web-shop (a-z, 0-9 and hyphens)");
      return false;
    }
    Text first = ids.putIfAbsent(id.value(), id);
    if (first != null) {
      problems.add(
          id.place(),
          "id: %s is the id of two keys; first in line %d"
              .formatted(id.shown(), first.place().line()));
    }
    return first == null;
  }

  /** What is no digest is not shown: it could be a key. */
  private boolean isNewDigest(Text digest) {
    if (!SHA256.matcher(digest.value()).matches()) {
      problems.add(
          digest.place(),
          "sha256: found %s that is no digest, expected the SHA-256 of a key in 64 hex digits;"
                  .formatted(digest.variables().isEmpty() ? "a text" : digest.shown())
              + " railgate key makes a key and prints its digest");
      return false;
    }
    Text first = digests.putIfAbsent(digest.value().toLowerCase(Locale.ROOT), digest);
    if (first != null) {
      problems.add(
          digest.place(),
          "sha256: two keys have this digest, so that nobody could tell whose it is; first in line "
              + first.place().line());
    }
    return first == null;
  }

  private Groups groups(Mapping key) {
    if (!key.has("groups")) {
      return Groups.ALL;
    }
    List<String> names = new ArrayList<>();
    for (Text entry : key.texts("groups").orElse(List.of())) {
      scalars
          .resolved(Optional.of(entry))
          .ifPresent(
              name -> {
                mentions.addGroup(name);
                names.add(name.value());
              });
    }
    return Groups.of(names);
  }

  private RateLimits setLimits(Mapping limits) {
    limits.allowOnly(Keys.LIMITS);
    return limits(limits);
  }

  private RateLimits limits(Mapping mapping) {
    return new RateLimits(
        perMinute(mapping, "requests-per-minute"), perMinute(mapping, "prompts-per-minute"));
  }

  private OptionalInt perMinute(Mapping mapping, String key) {
    return scalars.whole(mapping, key, 1, MAX_PER_MINUTE).stream()
        .mapToInt(Math::toIntExact)
        .findFirst();
  }

  private Optional<CertificateFiles> tls(Mapping tls) {
    tls.allowOnly(Keys.TLS);
    return paths.certificate(tls, "certificate", "key");
  }
}
