package io.railgate.proxy.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import javax.management.NotificationEmitter;

/**
 * Has the JVM collect its old generation whenever that has grown by a half, so that a server takes
 * no more memory the longer it runs. The serial collector by itself lets it fill the largest heap
 * first, and what a heap has once taken stays resident: what caches have forgotten made 25 MiB of
 * 100,000 requests, each tenth of them new. Other collectors see to this themselves.
 */
final class OldGeneration {

  /** As the serial collector calls it. */
  private static final String POOL = "Tenured Gen";

  /** It may always grow by so much: a collection takes some 50 ms. */
  private static final long LEAST_GROWTH = 32 << 20;

  private final MemoryPoolMXBean pool;

  private OldGeneration(MemoryPoolMXBean pool) {
    this.pool = pool;
  }

  /** From now on, for as long as this JVM runs. */
  static void bound() {
    ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().equals(POOL) && pool.isUsageThresholdSupported())
        .forEach(pool -> new OldGeneration(pool).watch());
  }

  private void watch() {
    NotificationEmitter memory = (NotificationEmitter) ManagementFactory.getMemoryMXBean();
    memory.addNotificationListener(
        (notification, unused) -> collect(),
        notification ->
            notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED),
        null);
    mayGrow();
  }

  private void collect() {
    System.gc();
    mayGrow();
  }

  private void mayGrow() {
    long used = pool.getUsage().getUsed();
    long most = used + Math.max(LEAST_GROWTH, used / 2);
    pool.setUsageThreshold(Math.min(most, pool.getUsage().getMax()));
  }
}
