package io.dagwerk.automation.condition;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.TimeWindow;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which partitions exist at a moment and which are the newest, and when that changes. For one
/// evaluation: it keeps what it has computed.
final class PartitionTimes {
  /// The partition of what has none.
  static final PartitionSubset ONLY = PartitionSubset.of(0);

  private final Facts facts;
  private final Map<Instant, PartitionSets> sets = new HashMap<>();
  private final Map<Definition, Map<Instant, PartitionSubset>> existing = new HashMap<>();
  private final Map<LatestAt, PartitionSubset> latest = new HashMap<>();

  PartitionTimes(Facts facts) {
    this.facts = facts;
  }

  private record LatestAt(Definition definition, Optional<Duration> lookback, Instant at) {}

  PartitionSets sets(Instant at) {
    return sets.computeIfAbsent(at, facts::sets);
  }

  PartitionSubset existing(Definition definition, Instant at) {
    return existing
        .computeIfAbsent(definition, _ -> new HashMap<>())
        .computeIfAbsent(
            at,
            moment ->
                definition
                    .partitions()
                    .map(partitions -> sets(moment).of(partitions).all())
                    .orElse(ONLY));
  }

  /// Those in the newest window, or in one that ended less than a time before its end; all, without
  /// windows.
  PartitionSubset latest(Definition definition, Optional<Duration> lookback, Instant at) {
    return latest.computeIfAbsent(
        new LatestAt(definition, lookback, at), _ -> findLatest(definition, lookback, at));
  }

  private PartitionSubset findLatest(
      Definition definition, Optional<Duration> lookback, Instant at) {
    PartitionSubset all = existing(definition, at);
    Optional<PartitionSet> row = row(definition, at);
    if (row.isEmpty() || all.isEmpty()) {
      return all;
    }
    Instant end = row.get().window(row.get().last().orElseThrow()).orElseThrow().end();
    Instant cutoff = end.minus(lookback.orElse(Duration.ofNanos(1)));
    PartitionSet set = sets(at).of(definition.partitions().orElseThrow());
    return row.get().equals(set) ? lastOf(set, cutoff) : among(set, all, cutoff);
  }

  /// The windows of the first dimension that has any.
  private Optional<PartitionSet> row(Definition definition, Instant at) {
    return definition.partitions().flatMap(Partitioning::windows).map(sets(at)::of);
  }

  /// The windows at the end of the row that end after an instant.
  private static PartitionSubset lastOf(PartitionSet row, Instant cutoff) {
    PartitionKey last = row.last().orElseThrow();
    PartitionSubset found = PartitionSubset.of(row.numberOf(last));
    Optional<PartitionKey> next = row.step(last, -1);
    while (next.isPresent() && endsAfter(row, next.get(), cutoff)) {
      found = found.or(PartitionSubset.of(row.numberOf(next.get())));
      next = row.step(next.get(), -1);
    }
    return found;
  }

  private static PartitionSubset among(PartitionSet set, PartitionSubset all, Instant cutoff) {
    return PartitionSubset.of(
        all.numbers().filter(number -> endsAfter(set, set.keyAt(number).orElseThrow(), cutoff)));
  }

  private static boolean endsAfter(PartitionSet set, PartitionKey key, Instant cutoff) {
    return set.window(key).map(TimeWindow::end).filter(end -> end.isAfter(cutoff)).isPresent();
  }

  /// When partitions begin to exist next, by time alone.
  Optional<Instant> nextChange(Definition definition, Instant after) {
    return definition.partitions().flatMap(sets(after)::nextChange);
  }
}
