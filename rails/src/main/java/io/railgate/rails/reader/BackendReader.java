package io.railgate.rails.reader;

import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.BackendSettings.Fallback;
import io.railgate.rails.set.BackendSettings.Target;
import io.railgate.rails.set.BackendTls;
import io.railgate.rails.set.CertificateFiles;
import io.railgate.rails.set.Models;
import io.railgate.rails.set.Secret;
import io.railgate.rails.set.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code backend} in {@code railgate.yml}. */
final class BackendReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

  /** Visible ASCII: what may stand in an HTTP header as it is. */
  private static final Pattern IN_A_HEADER = Pattern.compile("[!-~]+");

  /** Scheme, host, port and path, any of them missing, or a word. */
  private static final Pattern HARMLESS =
      Pattern.compile("([a-z]+://)?[A-Za-z0-9._-]*(:\\d{1,5})?(/[A-Za-z0-9._/-]*)?");

  private final Environment environment;
  private final Scalars scalars;
  private final FilePaths paths;
  private final Problems problems;

  BackendReader(Environment environment, Scalars scalars, FilePaths paths, Problems problems) {
    this.environment = environment;
    this.scalars = scalars;
    this.paths = paths;
    this.problems = problems;
  }

  /** The backend, or empty after a problem was added. */
  Optional<BackendSettings> read(Mapping backend) {
    backend.allowOnly(Keys.BACKEND);
    Optional<Target> target = target(backend);
    Optional<Secret> apiKey = apiKey(backend);
    Optional<Models> models = models(backend);
    Timeouts timeouts =
        backend
            .mapping("timeout", "\"timeout\" of \"backend\"", "{idle: 30s}")
            .map(this::timeouts)
            .orElse(Timeouts.DEFAULT);
    BackendTls tls = new BackendTls(paths.path(backend, "ca"), client(backend));
    List<Fallback> fallbacks =
        backend.mappings("fallbacks", "an entry of \"fallbacks\"").stream()
            .flatMap(fallback -> fallback(fallback).stream())
            .toList();
    if (target.isEmpty() || models.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new BackendSettings(target.get(), apiKey, models.get(), timeouts, tls, fallbacks));
  }

  private Optional<Fallback> fallback(Mapping fallback) {
    fallback.allowOnly(Keys.FALLBACK);
    Optional<Target> target = target(fallback);
    Optional<Secret> apiKey = apiKey(fallback);
    Optional<String> model = scalars.resolved(fallback, "model").map(Text::value);
    if (target.isPresent() && target.get() instanceof Target.Demo) {
      problems.add(
          fallback.placeOf("url"), "url: found \"demo\", expected a base URL of an endpoint");
    }
    return target
        .filter(Target.Endpoint.class::isInstance)
        .map(Target.Endpoint.class::cast)
        .map(endpoint -> new Fallback(endpoint, apiKey, model));
  }

  private Optional<Target> target(Mapping backend) {
    Optional<Text> url = scalars.resolved(backend.requiredText("url"));
    if (url.isEmpty()) {
      return Optional.empty();
    }
    Optional<Target> target = Target.parse(url.get().value());
    if (target.isEmpty()) {
      problems.add(
          url.get().place(),
          "url: found %s, expected %s".formatted(found(url.get()), Target.EXPECTED));
    }
    return target;
  }

  /** What was found, in full only if no part of it can be a password or a key. */
  private static String found(Text url) {
    if (!url.variables().isEmpty() || HARMLESS.matcher(url.value()).matches()) {
      return url.shown();
    }
    if (url.value().contains("@")) {
      return "a URL with a user";
    }
    return url.value().contains("?") ? "a URL with a query" : "a text that is no URL";
  }

  /** A key that is set to nothing is no key. What stands around it, such as a line end, is cut. */
  private Optional<Secret> apiKey(Mapping backend) {
    Optional<Text> text = backend.text("api-key");
    if (text.isPresent() && !Environment.isVariableOnly(text.get())) {
      problems.add(
          text.get().place(),
          "api-key: found a literal, expected a variable such as ${OPENAI_API_KEY}: keys do not"
              + " belong in files");
      return Optional.empty();
    }
    Optional<String> value =
        text.flatMap(key -> environment.resolve(key, "} to send no key"))
            .map(Text::value)
            .map(String::strip)
            .filter(set -> !set.isEmpty());
    if (value.isPresent() && !IN_A_HEADER.matcher(value.get()).matches()) {
      problems.add(
          text.orElseThrow().place(),
          "api-key: the value of %s holds a character that a key cannot have"
              .formatted(text.orElseThrow().value()));
      return Optional.empty();
    }
    return value.map(Secret::new);
  }

  private Optional<Models> models(Mapping backend) {
    Optional<String> fixed = scalars.resolved(backend, "model").map(Text::value);
    List<String> offered =
        backend.texts("models").orElse(List.of()).stream()
            .flatMap(model -> scalars.resolved(Optional.of(model)).stream())
            .map(Text::value)
            .toList();
    if (backend.meansOneOf(List.of("model", "models"))) {
      return Optional.empty();
    }
    if (!backend.has("model") && !backend.has("models")) {
      problems.add(
          backend.place(),
          "\"backend\" needs \"model\" (the one to ask) or \"models\" (what clients may ask for)");
      return Optional.empty();
    }
    return fixed.isEmpty() && offered.isEmpty()
        ? Optional.empty()
        : Optional.of(new Models(fixed, offered));
  }

  private Optional<CertificateFiles> client(Mapping backend) {
    boolean none = !backend.has("client-certificate") && !backend.has("client-key");
    return none ? Optional.empty() : paths.certificate(backend, "client-certificate", "client-key");
  }

  private Timeouts timeouts(Mapping timeout) {
    timeout.allowOnly(Keys.TIMEOUT);
    return new Timeouts(
        duration(timeout, "connect", Timeouts.DEFAULT.connect()),
        duration(timeout, "first-byte", Timeouts.DEFAULT.firstByte()),
        duration(timeout, "idle", Timeouts.DEFAULT.idle()),
        duration(timeout, "total", Timeouts.DEFAULT.total()));
  }

  private Duration duration(Mapping timeout, String key, Duration fallback) {
    Optional<Text> text = scalars.resolved(timeout, key);
    if (text.isEmpty()) {
      return fallback;
    }
    Matcher matcher = DURATION.matcher(text.get().value());
    if (matcher.matches()) {
      Duration duration = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
      if (duration.isPositive() && duration.compareTo(Duration.ofHours(24)) <= 0) {
        return duration;
      }
    }
    return scalars
        .<Duration>misfit(text.get(), key, "a time such as 500ms, 30s or 5m (1ms to 24h)")
        .orElse(fallback);
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }
}
