package io.dagwerk.partitions;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.Dynamic;
import io.dagwerk.model.Partitions.Fixed;
import io.dagwerk.model.Partitions.Product;
import io.dagwerk.model.Partitions.TimeWindows;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The partitions of any definition at one moment. Not thread-safe: it keeps what it has made.
public final class PartitionSets {
  private final Instant now;
  private final SequencedMap<String, List<PartitionKey>> dynamicKeys;
  private final Map<Partitions, PartitionSet> made = new HashMap<>();

  /// @param dynamicKeys the present keys of each dynamic definition, by its name, in their order
  public PartitionSets(Instant now, SequencedMap<String, List<PartitionKey>> dynamicKeys) {
    this.now = now;
    this.dynamicKeys = Ordered.copyOf(dynamicKeys);
  }

  /// The partitions at this moment, of definitions without dynamic keys.
  public static PartitionSets at(Instant now) {
    return new PartitionSets(now, new LinkedHashMap<>());
  }

  /// @throws IllegalArgumentException for windows that follow a cron expression
  public PartitionSet of(Partitions definition) {
    PartitionSet known = made.get(definition);
    if (known != null) {
      return known;
    }
    PartitionSet set = make(definition);
    made.put(definition, set);
    return set;
  }

  private PartitionSet make(Partitions definition) {
    return switch (definition) {
      case TimeWindows windows -> TimePartitions.at(windows, now);
      case CronWindows cron ->
          throw new IllegalArgumentException(
              "found partitions " + Partitioning.notYet(cron).orElseThrow());
      case Fixed fixed -> new ListedPartitions(fixed.keys());
      case Dynamic dynamic ->
          new ListedPartitions(dynamicKeys.getOrDefault(dynamic.name(), List.of()));
      case Product product -> {
        SequencedMap<String, PartitionSet> dimensions = new LinkedHashMap<>();
        product.dimensions().forEach((name, dimension) -> dimensions.put(name, of(dimension)));
        yield new ProductPartitions(dimensions);
      }
    };
  }
}
