package io.railgate.rails.set;

/**
 * What one client may do. The key itself is nowhere kept.
 *
 * @param id its name, for logs
 * @param sha256 digest of the key, 64 hex digits in small letters
 * @param groups whose rails the client may use
 * @param limits its own; the set's hold where they say nothing
 */
public record ClientKey(String id, String sha256, Groups groups, RateLimits limits) {}
