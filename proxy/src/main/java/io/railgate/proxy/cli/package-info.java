/** The command line: {@link io.railgate.proxy.cli.Railgate} and its commands. */
@NullMarked
package io.railgate.proxy.cli;

import org.jspecify.annotations.NullMarked;
