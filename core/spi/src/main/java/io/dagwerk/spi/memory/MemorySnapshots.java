package io.dagwerk.spi.memory;

import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Snapshots;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Content in memory.
record MemorySnapshots(Tables tables) implements Snapshots {
  @Override
  public ContentHash put(Bytes content) {
    ContentHash hash = ContentHash.of(content);
    synchronized (tables) {
      tables.contents.put(hash, content);
    }
    return hash;
  }

  @Override
  public Optional<Bytes> find(ContentHash hash) {
    synchronized (tables) {
      return Optional.ofNullable(tables.contents.get(hash));
    }
  }

  @Override
  public List<ContentHash> missing(Collection<ContentHash> hashes) {
    synchronized (tables) {
      return hashes.stream().filter(hash -> !tables.contents.containsKey(hash)).toList();
    }
  }
}
