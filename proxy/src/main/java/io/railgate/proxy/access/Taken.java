package io.railgate.proxy.access;

import java.time.Duration;
import java.util.Optional;

/**
 * How a client stands after it asked for one more.
 *
 * @param limit most in a minute
 * @param remaining how many more it may have at once
 * @param reset until it may have all of {@code limit} at once
 * @param retryAfter until it may have the one that it asked for; empty if it got it
 */
public record Taken(long limit, long remaining, Duration reset, Optional<Duration> retryAfter) {}
