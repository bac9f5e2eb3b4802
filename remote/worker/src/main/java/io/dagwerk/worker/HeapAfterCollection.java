package io.dagwerk.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/// How much of the heap is kept alive, as the last collections of its parts have found it.
final class HeapAfterCollection {
  private HeapAfterCollection() {}

  /// Of the largest heap, in percent; 0 before the first collection.
  static int percent() {
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        MemoryUsage after = pool.getCollectionUsage();
        used += after == null ? 0 : after.getUsed();
      }
    }
    return (int) (used * 100 / Runtime.getRuntime().maxMemory());
  }
}
