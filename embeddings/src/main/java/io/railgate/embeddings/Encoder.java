package io.railgate.embeddings;

import java.util.List;

/** Turns texts into unit vectors. Safe for many threads. */
public interface Encoder extends AutoCloseable {

  /** The model behind this encoder. */
  EncoderModel model();

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

  /** Frees the model's memory. Later calls fail. */
  @Override
  void close();
}
