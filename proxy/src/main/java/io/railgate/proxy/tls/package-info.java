/**
 * Certificates in PEM files: checked before they are used, by {@link
 * io.railgate.proxy.tls.Identity}, and read again when the files change, by {@link
 * io.railgate.proxy.tls.Renewal}. What is wrong with a file is told; what is in a key file is not.
 */
@NullMarked
package io.railgate.proxy.tls;

import org.jspecify.annotations.NullMarked;
