/**
 * Who a client is and how much it may ask: {@link io.railgate.proxy.access.ClientKeys} knows
 * clients by their keys, {@link io.railgate.proxy.access.Rates} counts what they ask. Knows no HTTP
 * server; a key is never kept, printed or logged, only its digest and its id are.
 */
@NullMarked
package io.railgate.proxy.access;

import org.jspecify.annotations.NullMarked;
