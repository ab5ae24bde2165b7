/**
 * The proxy as a server. {@link io.railgate.proxy.server.Exchange} tells a request's whole way;
 * {@link io.railgate.proxy.server.ProxyServer} owns the ports and the threads.
 */
@NullMarked
package io.railgate.proxy.server;

import org.jspecify.annotations.NullMarked;
