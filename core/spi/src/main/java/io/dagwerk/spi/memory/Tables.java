package io.dagwerk.spi.memory;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the memory stores share. All of it is guarded by the monitor of this object.
final class Tables {
  final NavigableMap<RunId, Log> runs = new TreeMap<>();
  final Map<ContentHash, Bytes> contents = new HashMap<>();
  final Map<String, Lease> leases = new HashMap<>();
  final List<Runnable> watches = new CopyOnWriteArrayList<>();
  private final List<FeedItem> feed = new ArrayList<>();
  private long lastFed;

  boolean holds(Fence fence) {
    Lease lease = leases.get(fence.lease());
    return lease != null && lease.fence() == fence.number();
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
