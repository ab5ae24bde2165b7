package io.railgate.embeddings;

import java.util.Locale;

/** What an encoder computes on. */
public enum Device {
  /** The processor. */
  CPU,
  /**
   * A GPU of NVIDIA's, by ONNX Runtime's CUDA provider; if it cannot be used, nothing is loaded.
   */
  CUDA,
  /** {@link #CUDA} if it can be used, else {@link #CPU}. */
  AUTO;

  /** As it is written in {@code railgate.yml}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
