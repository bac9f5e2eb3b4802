package io.dagwerk.partitions;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.Dynamic;
import io.dagwerk.model.Partitions.Fixed;
import io.dagwerk.model.Partitions.Product;
import io.dagwerk.model.Partitions.Windows;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The partitions of any definition at one moment. Not thread-safe: it keeps what it has made.
///
/// Keys that arithmetic gives no number have that of their registry. What a registry does not know
/// yet, and without registries everything, is numbered as if it were appended in the order of the
/// partitions, so that within one moment all numbers agree.
public final class PartitionSets {
  private final Instant now;
  private final SequencedMap<String, List<PartitionKey>> dynamicKeys;
  private final Function<Partitions, PartitionRegistry> registries;
  private final SequencedMap<String, EvaluatedMapping> evaluated;
  private final Map<Partitions, PartitionSet> made = new HashMap<>();

  private PartitionSets(
      Instant now,
      SequencedMap<String, List<PartitionKey>> dynamicKeys,
      Function<Partitions, PartitionRegistry> registries,
      SequencedMap<String, EvaluatedMapping> evaluated) {
    this.now = now;
    this.dynamicKeys = Ordered.copyOf(dynamicKeys);
    this.registries = registries;
    this.evaluated = Ordered.copyOf(evaluated);
  }

  /// @param dynamicKeys the present keys of each dynamic definition, by its name, in their order
  public PartitionSets(Instant now, SequencedMap<String, List<PartitionKey>> dynamicKeys) {
    this(now, dynamicKeys, _ -> PartitionRegistry.empty(), new LinkedHashMap<>());
  }

  /// The partitions at this moment, of definitions without dynamic keys.
  public static PartitionSets at(Instant now) {
    return new PartitionSets(now, new LinkedHashMap<>());
  }

  /// The same moment, with stored numbers.
  ///
  /// @param registry asked for definitions of fixed keys, dynamic keys and cron windows; two
  ///   definitions may share one
  public PartitionSets numberedBy(Function<Partitions, PartitionRegistry> registry) {
    return new PartitionSets(now, dynamicKeys, registry, evaluated);
  }

  /// The same moment, with what users' own mappings say, by their names.
  public PartitionSets mappedBy(SequencedMap<String, EvaluatedMapping> mappings) {
    return new PartitionSets(now, dynamicKeys, registries, mappings);
  }

  Optional<EvaluatedMapping> evaluated(String mapping) {
    return Optional.ofNullable(evaluated.get(mapping));
  }

  /// @throws io.dagwerk.cron.InvalidCron for windows of a text that is no cron expression
  public PartitionSet of(Partitions definition) {
    PartitionSet known = made.get(definition);
    if (known != null) {
      return known;
    }
    PartitionSet set = make(definition);
    made.put(definition, set);
    return set;
  }

  /// The next time at which partitions of a definition may begin to exist by time alone; empty when
  /// none does.
  public Optional<Instant> nextChange(Partitions definition) {
    return Partitioning.dimensions(definition).values().stream()
        .map(this::of)
        .flatMap(dimension ->
            dimension instanceof WindowPartitions windows
                ? windows.nextChange(now).stream()
                : Stream.empty())
        .min(Comparator.naturalOrder());
  }

  private PartitionSet make(Partitions definition) {
    return switch (definition) {
      case Windows windows -> WindowPartitions.at(windows, now, registries.apply(definition));
      case Fixed fixed -> new ListedPartitions(fixed.keys(), registries.apply(definition));
      case Dynamic dynamic ->
          new ListedPartitions(
              dynamicKeys.getOrDefault(dynamic.name(), List.of()), registries.apply(definition));
      case Product product -> {
        SequencedMap<String, PartitionSet> dimensions = new LinkedHashMap<>();
        product.dimensions().forEach((name, dimension) -> dimensions.put(name, of(dimension)));
        yield new ProductPartitions(Dimensions.of(dimensions));
      }
    };
  }

  /// The keys of a definition that its registry does not know yet, in the order in which they are
  /// to be appended; none for what is numbered by arithmetic. The dimensions of a product have
  /// their own registries.
  public List<PartitionKey> unregistered(Partitions definition) {
    return switch (of(definition)) {
      case WindowPartitions windows -> windows.unregistered();
      case ListedPartitions listed -> listed.unregistered();
      case ProductPartitions _ -> List.of();
    };
  }
}
