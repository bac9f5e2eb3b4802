package io.dagwerk.automation.backfill;

import static java.util.Objects.requireNonNull;

import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.partitions.PartitionSubset;
import java.util.List;
import java.util.Optional;

/// The rule of which partitions of a backfill need no run any more: those that were made meanwhile,
/// and those that can never be made.
final class Judged {
  private final BackfillGraph graph;
  private final Backfill backfill;

  Judged(BackfillGraph graph, Backfill backfill) {
    this.graph = graph;
    this.backfill = backfill;
  }

  Backfill after(PartitionStates states) {
    Backfill now = backfill;
    for (String name : backfill.nodes().sequencedKeySet()) {
      PartitionSubset made = made(name, states);
      if (!made.isEmpty()) {
        now = now.with(name, items -> items.skipping(made));
      }
      PartitionSubset lost = lost(now, name);
      if (!lost.isEmpty()) {
        now = now.with(name, items -> items.abandoning(lost));
      }
    }
    return now;
  }

  private PartitionSubset made(String name, PartitionStates states) {
    PartitionSubset pending = requireNonNull(backfill.nodes().get(name), name).items().pending();
    return switch (backfill.request().only()) {
      case ALL, STALE -> PartitionSubset.none();
      case MISSING -> pending.and(states.materialized(name));
      case FAILED -> pending.minus(states.failed(name));
    };
  }

  private PartitionSubset lost(Backfill now, String name) {
    Items items = requireNonNull(now.nodes().get(name), name).items();
    Optional<NodeSnapshot> node = graph.find(name);
    if (node.isEmpty()) {
      // It is no longer defined.
      return items.pending();
    }
    List<Edge> edges = graph.edges(node.get());
    PartitionSubset lost = PartitionSubset.none();
    for (Edge edge : edges) {
      BackfillNode upstream = now.nodes().get(edge.upstream());
      if (upstream != null && !edge.upstream().equals(name)) {
        lost = lost.or(reading(edge, items.pending().minus(lost), upstream.items().lost()));
      }
    }
    for (Edge edge : edges) {
      if (edge.upstream().equals(name)) {
        lost = lost.or(readingOwn(edge, items, lost));
      }
    }
    return lost;
  }

  /// Those that read one of the lost ones.
  private static PartitionSubset reading(Edge edge, PartitionSubset pending, PartitionSubset lost) {
    return lost.isEmpty() ? lost : edge.readers(lost, pending);
  }

  /// Those that read a lost partition of their own node, or one that does, and so on.
  private static PartitionSubset readingOwn(Edge edge, Items items, PartitionSubset already) {
    PartitionSubset all = already;
    PartitionSubset fresh = items.lost().or(already);
    while (!fresh.isEmpty()) {
      fresh = reading(edge, items.pending().minus(all), fresh);
      all = all.or(fresh);
    }
    return all;
  }
}
