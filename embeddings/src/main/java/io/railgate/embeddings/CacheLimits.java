package io.railgate.embeddings;

/**
 * How large a vector cache becomes.
 *
 * @param totalBytes most bytes of all segments of all encoders together
 * @param segmentBytes most bytes of a segment, which is what is deleted at a time
 * @param segments most segments of one encoder that are not merged
 */
record CacheLimits(long totalBytes, long segmentBytes, int segments) {

  private static final long MEBIBYTE = 1024 * 1024;

  /** Room for 170,000 vectors of dimension 384. */
  static final CacheLimits DEFAULT = new CacheLimits(256 * MEBIBYTE, 32 * MEBIBYTE, 8);
}
