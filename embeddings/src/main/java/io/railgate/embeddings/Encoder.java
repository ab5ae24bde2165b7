package io.railgate.embeddings;

import java.util.List;

/** Turns texts into unit vectors. Safe for many threads. */
public interface Encoder extends AutoCloseable {

  /** The model behind this encoder. */
  EncoderModel model();

  /** What it computes on: {@link Device#CPU} or {@link Device#CUDA}. */
  default Device device() {
    return Device.CPU;
  }

  /**
   * Encodes texts as unit vectors, shape [texts][dimension], in the order given. The vector of a
   * text depends on the text alone, not on its neighbours in the list. Blocks while it computes.
   *
   * @throws TextTooLong if a text has more tokens than {@link EncoderModel#tokenLimit}
   * @throws NothingToRead if the encoder knows no word of a text
   * @throws InferenceFailed if the model fails
   */
  List<Embedding> encode(List<String> texts);

  /** Encodes one text; see {@link #encode(List)}. */
  default Embedding encode(String text) {
    return encode(List.of(text)).getFirst();
  }

  /**
   * How many texts are worth one call of {@link #encode(List)}, where many wait: with more of them
   * a text costs no less.
   */
  default int batch() {
    return 1;
  }

  /**
   * Cuts a text into windows of about a sentence, in order, between words where there are any.
   * Together they hold every character, and each but the first begins half-way in the one before.
   * What is said of the whole must hold of every window. Blocks while it computes.
   *
   * @return at least one, each short enough to be encoded; the encoder may know no word of some
   * @throws TextTooLong if there would be more than 256
   * @throws NothingToRead if a word is unknown and longer than 32 characters
   */
  List<String> windows(String text);

  /** Frees the model's memory. Later calls fail. */
  @Override
  void close();
}
