package io.railgate.embeddings;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Text to token ids, by a model's own {@code tokenizer.json}. Safe for many threads. */
final class Tokenizer implements AutoCloseable {

  static {
    // Read once, when DJL's classes load: without it they ask the cloud's metadata address.
    System.setProperty("ai.djl.offline", "true");
  }

  /** What BERT-style vocabularies call a token that they do not hold. */
  private static final String UNKNOWN = "[UNK]";

  /**
   * Most characters of an unknown word in a window. WordPiece takes whatever is longer than 100 for
   * one unknown token, so that a whole speech without spaces would go unread.
   */
  private static final int LONGEST_UNKNOWN = 32;

  /**
   * Most letters and digits of a text that may be unknown. To the encoder all that it does not know
   * is alike, so that more of it could say anything beside what is known.
   */
  private static final int MOST_UNKNOWN_LETTERS = 8;

  /** Most other characters that may be unknown, such as emoji. */
  private static final int MOST_UNKNOWN_SYMBOLS = 32;

  /** What Unicode puts in the place of a character that cannot be read. */
  private static final int REPLACEMENT = 0xFFFD;

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
   * @throws NothingToRead if none of the text's own is known, or too much of it is not
   */
  long[] idsToRead(String text) {
    Encoding encoding = tokenizer.encode(model.prefix() + text);
    if (encoding.getIds().length > model.tokenLimit()) {
      throw new TextTooLong(encoding.getIds().length, model.tokenLimit());
    }
    Encoding own = model.prefix().isEmpty() ? encoding : tokenizer.encode(text);
    if (!hasKnownToken(own) || hasMuchUnknown(text, own)) {
      throw new NothingToRead();
    }
    return encoding.getIds();
  }

  /**
   * Cuts {@code text} into windows; see {@link Encoder#windows}.
   *
   * @throws TextTooLong if there were more than {@link TextWindows#MOST}
   * @throws NothingToRead if a word is unknown and so long that it could say anything
   */
  List<String> windows(String text) {
    // Half a surrogate pair is read as one replacement character, so that positions stay the same.
    String wellFormed =
        new String(text.codePoints().map(Tokenizer::whole).toArray(), 0, codePoints(text));
    List<TextWindows.Token> tokens = tokens(tokenizer.encode(wellFormed));
    int around = ids(model.prefix()).length;
    return TextWindows.within(model.tokenLimit() - around).cut(text, tokens);
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }

  private static int whole(int codePoint) {
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return half ? REPLACEMENT : codePoint;
  }

  /** Where the text's own tokens begin, and which of them begin a word. */
  private static List<TextWindows.Token> tokens(Encoding encoding) {
    long[] marks = encoding.getSpecialTokenMask();
    long[] words = encoding.getWordIds();
    String[] names = encoding.getTokens();
    CharSpan[] spans = encoding.getCharTokenSpans();
    List<TextWindows.Token> tokens = new ArrayList<>();
    for (int i = 0; i < marks.length; i++) {
      if (marks[i] == 0) {
        if (names[i].equals(UNKNOWN) && spans[i].getEnd() - spans[i].getStart() > LONGEST_UNKNOWN) {
          throw new NothingToRead();
        }
        boolean beginsWord = i == 0 || words[i] != words[i - 1];
        tokens.add(new TextWindows.Token(spans[i].getStart(), beginsWord));
      }
    }
    return tokens;
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

  private static boolean hasMuchUnknown(String text, Encoding encoding) {
    int[] characters = text.codePoints().toArray();
    String[] tokens = encoding.getTokens();
    CharSpan[] spans = encoding.getCharTokenSpans();
    int letters = 0;
    int symbols = 0;
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i].equals(UNKNOWN) && spans[i] != null) {
        int end = Math.min(spans[i].getEnd(), characters.length);
        for (int at = spans[i].getStart(); at < end; at++) {
          boolean letter = Character.isLetterOrDigit(characters[at]);
          letters += letter ? 1 : 0;
          symbols += letter ? 0 : 1;
        }
      }
    }
    return letters > MOST_UNKNOWN_LETTERS || symbols > MOST_UNKNOWN_SYMBOLS;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
