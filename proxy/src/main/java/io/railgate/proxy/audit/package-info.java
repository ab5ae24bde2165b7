/**
 * The record of decisions: {@link io.railgate.proxy.audit.AuditLog} takes one {@link
 * io.railgate.proxy.audit.AuditEntry} for each request and appends it to a file as a line of JSON.
 * Whoever hands an entry in waits for no disk: entries wait in a bounded queue, and one thread of
 * its own writes them. What cannot be kept is counted, and logged once for each trouble. No text of
 * a user is written unless the set asks for it.
 *
 * <p>The file is rotated here and not by logback's {@code RollingFileAppender}. That appender
 * swallows what goes wrong: a full disk ends up in logback's own status list, lines are dropped
 * uncounted until a reopening is tried, a line that was written in part stays, and {@code
 * AsyncAppender} with {@code neverBlock} discards without a word. A record that may be required has
 * to know of each line whether it is there.
 */
@NullMarked
package io.railgate.proxy.audit;

import org.jspecify.annotations.NullMarked;
