package io.railgate.examples.benchmarks;

import io.railgate.embeddings.EncoderModel;
import io.railgate.rails.set.AccessSettings;
import io.railgate.rails.set.AnswerSettings;
import io.railgate.rails.set.BackendSettings;
import io.railgate.rails.set.BackendTls;
import io.railgate.rails.set.ConversationSettings;
import io.railgate.rails.set.ConversationSettings.History;
import io.railgate.rails.set.ConversationSettings.SystemMessages;
import io.railgate.rails.set.Example;
import io.railgate.rails.set.MatchingSettings;
import io.railgate.rails.set.MatchingSettings.Acceptance;
import io.railgate.rails.set.Mode;
import io.railgate.rails.set.Models;
import io.railgate.rails.set.Otherwise;
import io.railgate.rails.set.Outcome;
import io.railgate.rails.set.Place;
import io.railgate.rails.set.Rail;
import io.railgate.rails.set.RailId;
import io.railgate.rails.set.RailSet;
import io.railgate.rails.set.Settings;
import io.railgate.rails.set.Template;
import io.railgate.rails.set.Timeouts;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes a rail of each intent: its utterances are the examples, its name in words is the about. */
final class IntentRails {

  private static final Place PLACE = Place.of("intents");

  private IntentRails() {}

  static RailSet of(
      List<Labelled> training, boolean about, EncoderModel encoder, double falseAccepts) {
    Map<String, List<Labelled>> byIntent =
        training.stream()
            .collect(Collectors.groupingBy(Labelled::intent, TreeMap::new, Collectors.toList()));
    List<Rail> rails =
        byIntent.entrySet().stream()
            .map(intent -> rail(intent.getKey(), about, intent.getValue()))
            .toList();
    return new RailSet(settings(encoder, falseAccepts), rails);
  }

  private static Rail rail(String intent, boolean about, List<Labelled> utterances) {
    List<Example> examples =
        utterances.stream().map(each -> new Example(Template.words(each.text()), PLACE)).toList();
    return Rail.of(
        new RailId("intents", intent),
        about ? intent.replace('_', ' ').toLowerCase(Locale.ROOT) : "",
        examples,
        new Outcome.Reply(Template.words(intent)),
        PLACE);
  }

  private static Settings settings(EncoderModel encoder, double falseAccepts) {
    return new Settings(
        "intents",
        encoder,
        new BackendSettings(
            new BackendSettings.Target.Demo(),
            Optional.empty(),
            new Models(Optional.of("none"), List.of()),
            Timeouts.DEFAULT,
            BackendTls.USUAL),
        new MatchingSettings(new Acceptance.FalseAccepts(falseAccepts), 0.1),
        List.of(),
        new Otherwise(Optional.empty(), "no", PLACE),
        new ConversationSettings(
            SystemMessages.REPLACE, Optional.empty(), History.NONE, ZoneOffset.UTC),
        AnswerSettings.USUAL,
        List.of(),
        new Mode.Enforce(),
        Optional.empty(),
        true,
        AccessSettings.OPEN,
        Optional.empty());
  }
}
