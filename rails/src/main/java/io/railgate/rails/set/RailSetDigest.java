package io.railgate.rails.set;

import io.railgate.embeddings.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * SHA-256 over what a rail set decides by and over the texts that it sends: the encoder, the
 * matching, the rails, the texts of the settings and what they let through. Comments, places and
 * all of {@code backend}, {@code mode}, {@code audit}, {@code shared}, and who may ask, do not
 * count. Each field is hashed with its length before it, so that no two sets run together.
 */
public final class RailSetDigest {

  private final MessageDigest sha256 = Sha256.digest();

  private RailSetDigest() {}

  /**
   * The digest in hex.
   *
   * @param matching version and settings of what matches
   */
  public static String of(RailSet set, String matching) {
    RailSetDigest digest = new RailSetDigest();
    digest.text(matching);
    digest.settings(set.settings());
    digest.number(set.rails().size());
    set.rails().forEach(digest::rail);
    return HexFormat.of().formatHex(digest.sha256.digest());
  }

  private void settings(Settings settings) {
    text(settings.encoder().digest());
    number(settings.never().size());
    settings.never().forEach(line -> text(line.text().source()));
    maybe(settings.otherwise().clarify());
    text(settings.otherwise().refusal());
    ConversationSettings conversation = settings.conversation();
    text(conversation.system().name());
    maybe(conversation.prompt());
    text(conversation.history().name());
    text(conversation.zone().getId());
    texts(settings.forward().stream().map(OpenedField::name).toList());
  }

  private void rail(Rail rail) {
    text(rail.id().toString());
    text(rail.about());
    number(rail.examples().size());
    rail.examples().forEach(example -> text(example.text().source()));
    number(rail.slots().size());
    rail.slots().forEach(this::slot);
    number(rail.cases().size());
    rail.cases().forEach(this::railCase);
    text(rail.accept().toString());
  }

  private void slot(Slot slot) {
    text(slot.name());
    type(slot.type());
    maybe(slot.ask());
    maybe(slot.fallback());
  }

  private void type(SlotType type) {
    switch (type) {
      case SlotType.OneOf oneOf -> {
        text("one-of");
        number(oneOf.words().size());
        oneOf
            .words()
            .forEach(
                (key, words) -> {
                  text(key);
                  texts(words);
                });
      }
      case SlotType.NumberRange number ->
          texts(
              List.of(
                  "number",
                  number.min().toPlainString(),
                  number.max().toPlainString(),
                  "" + number.decimals()));
      case SlotType.DateRange date ->
          texts(List.of("date", date.from().toString(), date.to().toString()));
      case SlotType.Fitting fitting -> {
        texts(List.of("pattern", fitting.pattern().pattern(), "" + fitting.max()));
        texts(fitting.examples());
      }
      case SlotType.FreeText free -> {
        texts(List.of("text", "" + free.max()));
        texts(free.examples());
      }
    }
  }

  private void railCase(Case railCase) {
    text(railCase.after().toString());
    switch (railCase.outcome()) {
      case Outcome.Prompt prompt -> {
        texts(List.of("prompt", prompt.text().source()));
        call(prompt.call());
      }
      case Outcome.Reply reply -> texts(List.of("reply", reply.text().source()));
      case Outcome.Refuse refuse -> texts(List.of("refuse", refuse.text()));
      case Outcome.Pass pass -> {
        text("pass");
        call(pass.call());
      }
    }
  }

  private void call(ModelCall call) {
    maybe(call.model());
    maybe(call.temperature());
    maybe(call.maxTokens());
    maybe(call.topP());
    maybe(call.seed());
  }

  private void maybe(Optional<?> value) {
    number(value.isPresent() ? 1 : 0);
    text(value.map(Object::toString).orElse(""));
  }

  private void texts(List<String> texts) {
    number(texts.size());
    texts.forEach(this::text);
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    sha256.update(bytes);
  }

  private void number(int number) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
  }
}
