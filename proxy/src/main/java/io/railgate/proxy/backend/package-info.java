/**
 * The endpoint behind the proxy: {@link io.railgate.proxy.backend.Backend} sends a request and
 * gives its answer back as a stream of bytes; {@link io.railgate.proxy.backend.DemoBackend} is one
 * that comes with Railgate.
 */
@NullMarked
package io.railgate.proxy.backend;

import org.jspecify.annotations.NullMarked;
