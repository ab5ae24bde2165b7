/**
 * Clients that no one here wrote, before the running proxy: each of them plays the scenarios of
 * {@link io.railgate.proxy.clients.ClientContract}, and sees what it would see of the endpoint.
 * What a client or its route has no notion of is left out by name.
 */
@NullMarked
package io.railgate.proxy.clients;

import org.jspecify.annotations.NullMarked;
