package io.railgate.proxy;

import java.io.IOException;

/**
 * What a process takes of its machine.
 *
 * @param residentBytes memory that it has resident
 * @param heapBytes what lives on its heap, used after a collection
 * @param threads of the JVM
 * @param files and sockets that it holds open
 */
public record Footprint(long residentBytes, long heapBytes, int threads, int files) {

  /** Measures, after a collection; Linux only. */
  public static Footprint of(ServedProcess process) throws IOException {
    long heap = process.liveHeapBytes();
    return new Footprint(process.residentBytes(), heap, process.threads(), process.openFiles());
  }
}
