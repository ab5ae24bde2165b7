package io.railgate.rails.reader;

import io.railgate.rails.set.SharedSettings;
import io.railgate.rails.set.SharedSettings.Server;
import io.railgate.rails.set.SharedSettings.WhenAway;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code shared} in {@code railgate.yml}. */
final class SharedReader {

  private static final Pattern TIME = Pattern.compile("(\\d{1,5})(ms|s)");
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Pattern PREFIX = Pattern.compile("[!-~]{1,64}");

  private final Scalars scalars;
  private final Problems problems;

  SharedReader(Scalars scalars, Problems problems) {
    this.scalars = scalars;
    this.problems = problems;
  }

  /** The settings, or empty after a problem was added. */
  Optional<SharedSettings> read(Mapping shared) {
    shared.allowOnly(Keys.SHARED);
    Optional<Server> redis = redis(shared);
    WhenAway whenAway =
        scalars
            .choice(shared, "when-away", List.of("degrade", "refuse"))
            .map(word -> WhenAway.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(SharedSettings.USUAL_WHEN_AWAY);
    String prefix =
        scalars
            .resolved(shared, "prefix")
            .flatMap(this::prefix)
            .orElse(SharedSettings.USUAL_PREFIX);
    Duration timeout =
        scalars
            .resolved(shared, "timeout")
            .flatMap(this::timeout)
            .orElse(SharedSettings.USUAL_TIMEOUT);
    return redis.map(server -> new SharedSettings(server, whenAway, prefix, timeout));
  }

  private Optional<Server> redis(Mapping shared) {
    Optional<Text> written = shared.requiredText("redis");
    if (written.filter(text -> RedisUrl.holdsLiteralSecret(text.value())).isPresent()) {
      problems.add(
          written.get().place(),
          "redis: found a literal user or password, expected a variable such as ${REDIS_URL}:"
              + " passwords do not belong in files");
      return Optional.empty();
    }
    Optional<Text> url = scalars.resolved(written);
    Optional<Server> server = url.flatMap(text -> RedisUrl.parse(text.value()));
    if (url.isPresent() && server.isEmpty()) {
      problems.add(
          url.get().place(),
          "redis: found %s, expected %s".formatted(RedisUrl.found(url.get()), RedisUrl.EXPECTED));
    }
    return server;
  }

  private Optional<String> prefix(Text text) {
    return PREFIX.matcher(text.value()).matches()
        ? Optional.of(text.value())
        : scalars.misfit(
            text, "prefix", "up to 64 letters, digits and signs such as \"railgate:\"");
  }

  private Optional<Duration> timeout(Text text) {
    Matcher matcher = TIME.matcher(text.value());
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      Duration time =
          matcher.group(2).equals("s") ? Duration.ofSeconds(count) : Duration.ofMillis(count);
      if (time.isPositive() && time.compareTo(LONGEST) <= 0) {
        return Optional.of(time);
      }
    }
    return scalars.misfit(text, "timeout", "a time such as 100ms or 1s (1ms to 10s)");
  }
}
