package io.railgate.proxy.shared;

import java.time.Instant;

/**
 * How the server of what is shared stands.
 *
 * @param up whether it is asked
 * @param since when that began
 * @param reason why it is away, in words without addresses and secrets; empty while it is up
 */
public record SharedState(boolean up, Instant since, String reason) {}
