package io.railgate.proxy.server;

import java.time.Instant;

/**
 * A rail set while it is served: from when it takes its place until the last exchange has ended
 * that began with it. Safe for many threads.
 *
 * @param since when it took its place
 * @param uses the server's, and one for each exchange
 */
record Generation(Service service, Instant since, Uses uses) {}
