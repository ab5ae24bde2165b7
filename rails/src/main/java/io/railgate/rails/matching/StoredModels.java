package io.railgate.rails.matching;

import io.railgate.embeddings.StoredResults;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Fitted models, kept by the digest of what they were fitted to: the head, the calibration and the
 * background's confidences, as big endian numbers in this order.
 */
record StoredModels(StoredResults results) {

  static StoredModels in(StoredResults results) {
    return new StoredModels(results);
  }

  /** The model that is held for {@code data}, or a fit to it, which is held from then on. */
  MatcherModel get(FitData data, RailIndex index) {
    String key = data.digest(index);
    return results
        .lookup(key)
        .map(bytes -> read(bytes, data.samples()))
        .orElseGet(
            () -> {
              MatcherModel fitted = MatcherModel.fit(data, index);
              results.store(key, bytes(fitted));
              return fitted;
            });
  }

  private static byte[] bytes(MatcherModel model) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      model.head().write(out);
      model.calibration().write(out);
      model.background().write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written but memory
    }
    return bytes.toByteArray();
  }

  private static MatcherModel read(byte[] bytes, Samples samples) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return new MatcherModel(
          samples,
          SoftmaxHead.read(in, samples.rails, samples.dimension()),
          Calibration.read(in),
          Threshold.read(in));
    } catch (IOException e) {
      // The key holds the version, and the bytes were checked against it when they were found.
      throw new IllegalStateException("a stored fit is shorter than what was stored", e);
    }
  }
}
