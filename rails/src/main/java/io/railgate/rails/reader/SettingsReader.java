package io.railgate.rails.reader;

import io.railgate.embeddings.EncoderModel;
import io.railgate.rails.set.AccessSettings;
import io.railgate.rails.set.AnswerSettings;
import io.railgate.rails.set.AnswerSettings.Exposed;
import io.railgate.rails.set.AnswerSettings.Refusals;
import io.railgate.rails.set.AuditSettings;
import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.ConversationSettings;
import io.railgate.rails.set.ConversationSettings.History;
import io.railgate.rails.set.ConversationSettings.SystemMessages;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.MatchingSettings;
import io.railgate.rails.set.MatchingSettings.Acceptance;
import io.railgate.rails.set.Mode;
import io.railgate.rails.set.OpenedField;
import io.railgate.rails.set.Otherwise;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Settings;
import io.railgate.rails.set.SharedSettings;
import io.railgate.rails.set.Template;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code railgate.yml}. */
final class SettingsReader {

  /** Of messages that belong to no rail, how many may be accepted if the set does not say. */
  private static final double DEFAULT_FALSE_ACCEPTS = 0.05;

  private static final double DEFAULT_MARGIN = 0.10;

  private final SetFolder folder;
  private final YamlFile file;
  private final Environment environment;
  private final Scalars scalars;
  private final Problems problems;
  private final Mentions mentions;
  private boolean closed;

  SettingsReader(
      SetFolder folder,
      YamlFile file,
      Environment environment,
      Mentions mentions,
      Problems problems) {
    this.folder = folder;
    this.file = file;
    this.environment = environment;
    this.mentions = mentions;
    this.scalars = Scalars.with(environment, problems);
    this.problems = problems;
  }

  /** The settings, or empty after a problem was added. */
  Optional<Settings> read(Node root) {
    return Mapping.of(root, "railgate.yml", file, problems).flatMap(this::settings);
  }

  /** Whether the set says that it is closed, whatever else is wrong. */
  boolean closed() {
    return closed;
  }

  private Optional<Settings> settings(Mapping root) {
    root.allowOnly(Keys.SETTINGS);
    requireFormat(root);
    Optional<String> name = scalars.resolved(root.requiredText("name")).map(Text::value);
    Optional<EncoderModel> encoder = new EncoderReader(folder, scalars, problems).read(root);
    FilePaths paths = new FilePaths(folder.root(), scalars);
    Optional<BackendSettings> backend =
        root.requiredMapping("backend", "\"backend\"")
            .flatMap(new BackendReader(environment, scalars, paths, problems)::read);
    MatchingSettings matching =
        matching(root.mapping("matching", "\"matching\"", "{false-accepts: 1%}"));
    List<Example> never = never(root);
    Optional<Otherwise> otherwise =
        root.requiredMapping("otherwise", "\"otherwise\"").flatMap(this::otherwise);
    ConversationSettings conversation =
        conversation(root.mapping("conversation", "\"conversation\""));
    AnswerSettings answers = answers(root);
    List<OpenedField> forward = forward(root);
    Mode mode = mode(root);
    Optional<AuditSettings> audit =
        root.mapping("audit", "\"audit\"", "{file: /var/log/railgate/audit.jsonl}")
            .flatMap(new AuditReader(folder, scalars, problems)::read);
    closed = scalars.flag(root, "closed").orElse(false);
    AccessSettings access = new AccessReader(scalars, paths, mentions, problems).read(root);
    Optional<SharedSettings> shared =
        root.mapping("shared", "\"shared\"", "{redis: \"${REDIS_URL}\"}")
            .flatMap(new SharedReader(scalars, problems)::read);
    if (name.isEmpty() || encoder.isEmpty() || backend.isEmpty() || otherwise.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Settings(
            name.get(),
            encoder.get(),
            backend.get(),
            matching,
            never,
            otherwise.get(),
            conversation,
            answers,
            forward,
            mode,
            audit,
            closed,
            access,
            shared));
  }

  private void requireFormat(Mapping root) {
    root.requiredText("railgate")
        .filter(version -> !version.value().equals("1"))
        .ifPresent(version -> scalars.misfit(version, "railgate", "1, the version of the format"));
  }

  private MatchingSettings matching(Optional<Mapping> matching) {
    matching.ifPresent(this::refuseBothWays);
    Acceptance acceptance =
        matching
            .flatMap(
                mapping ->
                    scalars
                        .percentage(mapping, "false-accepts")
                        .<Acceptance>map(Acceptance.FalseAccepts::new)
                        .or(
                            () ->
                                scalars
                                    .confidence(mapping, "accept")
                                    .map(Acceptance.Confidence::new)))
            .orElse(new Acceptance.FalseAccepts(DEFAULT_FALSE_ACCEPTS));
    double margin =
        matching
            .flatMap(
                mapping ->
                    scalars.number(
                        mapping,
                        "margin",
                        BigDecimal.ZERO,
                        new BigDecimal("0.99"),
                        "a lead in confidence such as 0.10 (0 to 0.99)"))
            .map(BigDecimal::doubleValue)
            .orElse(DEFAULT_MARGIN);
    return new MatchingSettings(acceptance, margin);
  }

  private void refuseBothWays(Mapping matching) {
    matching.allowOnly(Keys.MATCHING);
    if (matching.has("false-accepts") && matching.has("accept")) {
      problems.add(
          matching.placeOf("accept"),
          "\"matching\" has false-accepts and accept, expected one of them: both set the threshold");
    }
  }

  /** Lines are texts without slots: a brace is a brace. */
  private List<Example> never(Mapping root) {
    return root.texts("never").orElse(List.of()).stream()
        .flatMap(line -> scalars.resolved(Optional.of(line)).stream())
        .map(line -> new Example(Template.words(line.value()), line.place()))
        .toList();
  }

  private Optional<Otherwise> otherwise(Mapping otherwise) {
    otherwise.allowOnly(Keys.OTHERWISE);
    Optional<String> clarify = scalars.resolved(otherwise, "clarify").map(Text::value);
    return scalars
        .resolved(otherwise.requiredText("refuse"))
        .map(refusal -> new Otherwise(clarify, refusal.value(), otherwise.place()));
  }

  private ConversationSettings conversation(Optional<Mapping> mapping) {
    if (mapping.isEmpty()) {
      return new ConversationSettings(
          SystemMessages.REPLACE, Optional.empty(), History.NONE, ZoneOffset.UTC);
    }
    Mapping conversation = mapping.get();
    conversation.allowOnly(Keys.CONVERSATION);
    return new ConversationSettings(
        scalars
            .choice(conversation, "system", List.of("replace", "reject"))
            .map(word -> SystemMessages.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(SystemMessages.REPLACE),
        scalars.resolved(conversation, "prompt").map(Text::value),
        scalars
            .choice(conversation, "history", List.of("verified", "canonical", "none"))
            .map(word -> History.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(History.NONE),
        zone(conversation));
  }

  private AnswerSettings answers(Mapping root) {
    return new AnswerSettings(
        scalars
            .choice(root, "refusals", List.of("answer", "error"))
            .map(word -> Refusals.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(AnswerSettings.USUAL.refusals()),
        scalars
            .choice(root, "expose", List.of("decision", "none"))
            .map(word -> Exposed.valueOf(word.toUpperCase(Locale.ROOT)))
            .orElse(AnswerSettings.USUAL.exposed()));
  }

  private Mode mode(Mapping root) {
    if (!scalars
        .choice(root, "mode", List.of("enforce", "monitor"))
        .equals(Optional.of("monitor"))) {
      return new Mode.Enforce();
    }
    Place place = root.placeOf("mode");
    mentions.addOpening(place, "mode: monitor forwards every request as the client sent it");
    return new Mode.Monitor(place);
  }

  private List<OpenedField> forward(Mapping root) {
    List<OpenedField> opened = new ArrayList<>();
    for (Text entry : root.texts("forward").orElse(List.of())) {
      Optional<Text> name = scalars.resolved(Optional.of(entry));
      if (name.isPresent() && OpenedField.NAMES.contains(name.get().value())) {
        mentions.addOpening(
            entry.place(),
            "forward: " + name.get().value() + " is forwarded as the client sent it");
        opened.add(new OpenedField(name.get().value(), entry.place()));
      } else if (name.isPresent()) {
        problems.add(
            entry.place(),
            "forward: found %s, which cannot be forwarded%s"
                .formatted(
                    name.get().shown(), DidYouMean.among(name.get().value(), OpenedField.NAMES)));
      }
    }
    return opened;
  }

  private ZoneId zone(Mapping conversation) {
    Optional<Text> text = scalars.resolved(conversation, "time-zone");
    if (text.isEmpty()) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(text.get().value());
    } catch (DateTimeException e) {
      problems.add(
          text.get().place(),
          "time-zone: found %s, expected a zone such as Europe/Berlin or UTC"
              .formatted(text.get().shown()));
      return ZoneOffset.UTC;
    }
  }
}
