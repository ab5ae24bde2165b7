package io.railgate.embeddings;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Where vectors that were computed at different times may stand for each other: the same model,
 * computed with the same bits. The bits depend on more than the model: on the release of ONNX
 * Runtime, and on the processor, whose instructions round in their own ways. What they come to is
 * seen in the vector of one fixed text.
 *
 * @param digest SHA-256 in hex over the model's digest, that vector, and the version of the format
 *     that vectors are stored in
 * @param dimension components of a vector
 */
record VectorSpace(String digest, int dimension) {

  private static final String PROBE = "The quick brown fox jumps over 13 lazy dogs; who saw them?";

  /**
   * The space that {@code encoder} encodes into; encodes one text.
   *
   * @throws TextTooLong if the encoder cannot read even a short text
   * @throws NothingToRead if it knows neither English words nor digits
   * @throws InferenceFailed if it fails
   */
  static VectorSpace of(Encoder encoder) {
    Embedding probe = encoder.encode(PROBE);
    StringBuilder all = new StringBuilder(encoder.model().digest());
    all.append("\nformat ").append(Segment.VERSION).append('\n');
    for (float component : probe.toArray()) {
      all.append(HexFormat.of().toHexDigits(Float.floatToRawIntBits(component)));
    }
    String digest = Sha256.hex(all.toString().getBytes(StandardCharsets.US_ASCII));
    return new VectorSpace(digest, probe.dimension());
  }
}
