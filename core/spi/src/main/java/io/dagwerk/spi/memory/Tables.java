package io.dagwerk.spi.memory;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Instigator;
import io.dagwerk.spi.InstigatorKey;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredTick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the memory stores share. All of it is guarded by the monitor of this object.
final class Tables {
  final NavigableMap<RunId, Log> runs = new TreeMap<>();
  final Map<ContentHash, Bytes> contents = new HashMap<>();
  final Map<String, Lease> leases = new HashMap<>();
  final Map<InstigatorKey, Instigator> instigators = new HashMap<>();
  final NavigableMap<Long, StoredTick> ticks = new TreeMap<>();
  final Map<InstigatorKey, Set<String>> runKeys = new HashMap<>();
  final List<StoredFact> ledger = new ArrayList<>();
  final Map<PartitionMark, Set<PartitionMark.Place>> marks = new EnumMap<>(PartitionMark.class);
  final List<Runnable> watches = new CopyOnWriteArrayList<>();
  private final List<FeedItem> feed = new ArrayList<>();
  private long lastFed;
  private long lastFact;
  private long lastTick;

  boolean holds(Fence fence) {
    Lease lease = leases.get(fence.lease());
    return lease != null && lease.fence() == fence.number();
  }

  Set<PartitionMark.Place> marked(PartitionMark mark) {
    return marks.computeIfAbsent(mark, _ -> new HashSet<>());
  }

  long nextTick() {
    lastTick++;
    return lastTick;
  }

  void write(RunId run, LedgerRow row) {
    lastFact++;
    ledger.add(new StoredFact(lastFact, run, row));
    tell(run, FeedItem.Kind.of(row.kind()), row.at(), row.event());
  }

  void tell(RunId run, FeedItem.Kind kind, Instant at, Bytes event) {
    lastFed++;
    feed.add(new FeedItem(new FeedPosition(0, lastFed), run, kind, at, event));
  }

  List<FeedItem> feed() {
    return feed;
  }

  void wake() {
    watches.forEach(Runnable::run);
  }
}
