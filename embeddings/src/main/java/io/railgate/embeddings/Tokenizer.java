package io.railgate.embeddings;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/** Text to token ids, by a model's own {@code tokenizer.json}. Safe for many threads. */
final class Tokenizer implements AutoCloseable {

  static {
    // Read once, when DJL's classes load: without it they ask the cloud's metadata address.
    System.setProperty("ai.djl.offline", "true");
  }

  /** What BERT-style vocabularies call a token that they do not hold. */
  private static final String UNKNOWN = "[UNK]";

  private final HuggingFaceTokenizer tokenizer;
  private final EncoderModel model;

  /**
   * Loads the tokenizer.
   *
   * @throws ModelUnusable if the file is missing or no tokenizer
   */
  Tokenizer(EncoderModel model) {
    this.model = model;
    // Padding and truncation that the file asks for are overruled: MiniLM's cuts at 128 tokens.
    Map<String, String> options =
        Map.of("padding", "false", "truncation", "false", "addSpecialTokens", "true");
    try (var in = new ByteArrayInputStream(model.tokenizer().read(model.name()))) {
      tokenizer = HuggingFaceTokenizer.newInstance(in, options);
    } catch (IOException | RuntimeException e) {
      if (e instanceof ModelUnusable unusable) {
        throw unusable;
      }
      throw new ModelUnusable(model.name(), model.tokenizer() + " is no tokenizer", e);
    }
  }

  /**
   * The ids of {@code text} with the model's prefix before it and its marks at both ends.
   *
   * @throws TextTooLong if there are more than the model reads
   * @throws NothingToRead if none of the text's own is known
   */
  long[] idsToRead(String text) {
    Encoding encoding = tokenizer.encode(model.prefix() + text);
    if (encoding.getIds().length > model.tokenLimit()) {
      throw new TextTooLong(encoding.getIds().length, model.tokenLimit());
    }
    if (!hasKnownToken(model.prefix().isEmpty() ? encoding : tokenizer.encode(text))) {
      throw new NothingToRead();
    }
    return encoding.getIds();
  }

  /** The ids of {@code text}, with the model's marks at both ends. */
  long[] ids(String text) {
    return tokenizer.encode(text).getIds();
  }

  private static boolean hasKnownToken(Encoding encoding) {
    String[] tokens = encoding.getTokens();
    long[] marks = encoding.getSpecialTokenMask();
    for (int i = 0; i < tokens.length; i++) {
      if (marks[i] == 0 && !tokens[i].equals(UNKNOWN)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
