package io.railgate.proxy.audit;

/**
 * What became of the lines so far.
 *
 * @param written lines that are in the file
 * @param bytes of these lines
 * @param lost lines that are in no file and never will be
 * @param failing whether lines cannot be written now, or are being lost
 */
public record AuditCounts(long written, long bytes, long lost, boolean failing) {}
