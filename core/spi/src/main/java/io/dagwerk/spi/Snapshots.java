package io.dagwerk.spi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Content that is stored once, however many runs refer to it: snapshots of definitions, plans and
/// config documents. Thread-safe.
public interface Snapshots {
  /// Stores the content, unless it is there already; when this returns, it is durable.
  ContentHash put(Bytes content);

  Optional<Bytes> find(ContentHash hash);

  /// Those of the hashes whose content is not stored, in their order.
  List<ContentHash> missing(Collection<ContentHash> hashes);
}
