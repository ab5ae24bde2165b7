/**
 * Traces by OTLP, where the environment names a collector: {@link
 * io.railgate.proxy.tracing.Tracing} begins a {@link io.railgate.proxy.tracing.Trace} for each
 * request, of which each call to a backend is a {@link io.railgate.proxy.tracing.CallTrace}.
 * Without a collector all three are constants that do nothing, and no class of OpenTelemetry is
 * loaded.
 *
 * <p>Names are those of OpenTelemetry's conventions for HTTP servers and for generative AI. No text
 * of a user, no prompt and no key is in a span, and of what a client names only a model that the
 * set offers.
 */
@NullMarked
package io.railgate.proxy.tracing;

import org.jspecify.annotations.NullMarked;
