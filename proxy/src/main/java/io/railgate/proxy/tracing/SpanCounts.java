package io.railgate.proxy.tracing;

/**
 * What became of spans. Those that are made, and neither exported nor failed, wait or were dropped
 * since too many waited.
 *
 * @param made spans that ended and were sampled
 * @param exported those that the collector took
 * @param failed those that it did not take
 * @param taken whether it took the last that it was sent
 */
public record SpanCounts(long made, long exported, long failed, boolean taken) {}
