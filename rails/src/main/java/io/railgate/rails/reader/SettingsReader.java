package io.railgate.rails.reader;

import io.railgate.embeddings.BuiltInModels;
import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.Models;
import io.railgate.rails.set.Secret;
import io.railgate.rails.set.Settings;
import io.railgate.rails.set.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code railgate.yml}. */
final class SettingsReader {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)");

  /** Visible ASCII: what may stand in an HTTP header as it is. */
  private static final Pattern IN_A_HEADER = Pattern.compile("[!-~]+");

  /** A text's cosine with itself may fall short of 1 by float rounding. */
  private static final double MOST_SIMILARITY = 0.99;

  private final YamlFile file;
  private final Environment environment;
  private final Problems problems;

  SettingsReader(YamlFile file, Environment environment, Problems problems) {
    this.file = file;
    this.environment = environment;
    this.problems = problems;
  }

  /** The settings, or empty after a problem was added. */
  Optional<Settings> read(Node root) {
    return Mapping.of(root, "railgate.yml", file, problems).flatMap(this::settings);
  }

  private Optional<Settings> settings(Mapping root) {
    root.allowOnly(
        List.of("railgate", "name", "encoder", "backend", "matching", "otherwise", "conversation"));
    requireFormat(root);
    Optional<String> name = resolved(root.requiredText("name"));
    String encoder = encoder(root);
    Optional<BackendSettings> backend =
        root.requiredMapping("backend", "\"backend\"").flatMap(this::backend);
    Optional<Double> similarity =
        root.mapping("matching", "\"matching\"").flatMap(this::similarity);
    Optional<String> refusal =
        root.requiredMapping("otherwise", "\"otherwise\"").flatMap(this::refusal);
    Optional<String> systemPrompt =
        root.mapping("conversation", "\"conversation\"").flatMap(this::systemPrompt);
    if (name.isEmpty() || backend.isEmpty() || refusal.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Settings(name.get(), encoder, backend.get(), similarity, refusal.get(), systemPrompt));
  }

  private void requireFormat(Mapping root) {
    root.requiredText("railgate")
        .filter(version -> !version.value().equals("1"))
        .ifPresent(
            version ->
                problems.add(
                    version.place(),
                    "railgate: found \"%s\", expected 1, the version of the format"
                        .formatted(version.value())));
  }

  private String encoder(Mapping root) {
    Optional<Text> text = root.text("encoder");
    Optional<String> name = resolved(text);
    if (text.isPresent() && name.isPresent() && BuiltInModels.named(name.get()).isEmpty()) {
      problems.add(
          text.get().place(),
          "unknown encoder \"%s\"%s"
              .formatted(name.get(), DidYouMean.among(name.get(), BuiltInModels.names())));
    }
    return name.orElse(BuiltInModels.names().getFirst());
  }

  private Optional<BackendSettings> backend(Mapping backend) {
    backend.allowOnly(List.of("url", "api-key", "model", "models", "timeout"));
    Optional<BackendSettings.Target> target = target(backend);
    Optional<Secret> apiKey = apiKey(backend);
    Optional<Models> models = models(backend);
    Timeouts timeouts =
        backend
            .mapping("timeout", "\"timeout\" of \"backend\"")
            .map(this::timeouts)
            .orElse(Timeouts.DEFAULT);
    if (target.isEmpty() || models.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new BackendSettings(target.get(), apiKey, models.get(), timeouts));
  }

  private Optional<BackendSettings.Target> target(Mapping backend) {
    Optional<Text> text = backend.requiredText("url");
    Optional<String> url = resolved(text);
    if (text.isEmpty() || url.isEmpty()) {
      return Optional.empty();
    }
    Optional<BackendSettings.Target> target = BackendSettings.Target.parse(url.get());
    if (target.isEmpty()) {
      problems.add(
          text.get().place(),
          "url: found %s, expected %s"
              .formatted(BackendSettings.Target.found(url.get()), BackendSettings.Target.EXPECTED));
    }
    return target;
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
    Optional<String> key =
        text.flatMap(environment::resolve).map(String::strip).filter(value -> !value.isEmpty());
    if (key.isPresent() && !IN_A_HEADER.matcher(key.get()).matches()) {
      problems.add(
          text.orElseThrow().place(),
          "api-key: the value of %s holds a character that a key cannot have"
              .formatted(text.orElseThrow().value()));
      return Optional.empty();
    }
    return key.map(Secret::new);
  }

  private Optional<Models> models(Mapping backend) {
    Optional<String> fixed = resolved(backend.text("model"));
    List<String> offered =
        backend.texts("models").orElse(List.of()).stream()
            .flatMap(model -> resolved(Optional.of(model)).stream())
            .toList();
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

  private Timeouts timeouts(Mapping timeout) {
    timeout.allowOnly(List.of("connect", "first-byte", "idle", "total"));
    return new Timeouts(
        duration(timeout, "connect", Timeouts.DEFAULT.connect()),
        duration(timeout, "first-byte", Timeouts.DEFAULT.firstByte()),
        duration(timeout, "idle", Timeouts.DEFAULT.idle()),
        duration(timeout, "total", Timeouts.DEFAULT.total()));
  }

  private Duration duration(Mapping timeout, String key, Duration fallback) {
    Optional<Text> text = timeout.text(key);
    Optional<String> value = resolved(text);
    if (text.isEmpty() || value.isEmpty()) {
      return fallback;
    }
    Matcher matcher = DURATION.matcher(value.get());
    if (matcher.matches()) {
      Duration duration = duration(Long.parseLong(matcher.group(1)), matcher.group(2));
      if (duration.isPositive() && duration.compareTo(Duration.ofHours(24)) <= 0) {
        return duration;
      }
    }
    problems.add(
        text.get().place(),
        "%s: found \"%s\", expected a time such as 500ms, 30s or 5m (1ms to 24h)"
            .formatted(key, value.get()));
    return fallback;
  }

  private static Duration duration(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  private Optional<Double> similarity(Mapping matching) {
    matching.allowOnly(List.of("similarity"));
    Optional<Text> text = matching.text("similarity");
    Optional<String> value = resolved(text);
    if (text.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().matches("0?\\.\\d{1,4}")) {
      double cosine = Double.parseDouble(value.get());
      if (cosine > 0 && cosine <= MOST_SIMILARITY) {
        return Optional.of(cosine);
      }
    }
    problems.add(
        text.get().place(),
        "similarity: found \"%s\", expected a cosine such as 0.80 (above 0, at most 0.99)"
            .formatted(value.get()));
    return Optional.empty();
  }

  private Optional<String> refusal(Mapping otherwise) {
    otherwise.allowOnly(List.of("refuse"));
    return resolved(otherwise.requiredText("refuse"));
  }

  private Optional<String> systemPrompt(Mapping conversation) {
    conversation.allowOnly(List.of("prompt"));
    return resolved(conversation.text("prompt"));
  }

  /** The value with its variables; a variable that leaves nothing behind is a problem. */
  private Optional<String> resolved(Optional<Text> text) {
    Optional<String> value = text.flatMap(environment::resolve);
    if (value.isPresent() && value.get().isBlank()) {
      problems.add(text.orElseThrow().place(), "%s is empty".formatted(text.orElseThrow().value()));
      return Optional.empty();
    }
    return value;
  }
}
