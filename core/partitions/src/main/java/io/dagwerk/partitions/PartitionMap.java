package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.PartitionMapping.All;
import io.dagwerk.model.PartitionMapping.ByKey;
import io.dagwerk.model.PartitionMapping.Custom;
import io.dagwerk.model.PartitionMapping.Last;
import io.dagwerk.model.PartitionMapping.Offset;
import io.dagwerk.model.PartitionMapping.Overlapping;
import io.dagwerk.model.PartitionMapping.Same;
import io.dagwerk.model.PartitionMapping.Specific;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.TimeWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// From a partition of a reader to the partitions of an upstream asset that it needs, dimension by
/// dimension.
///
/// In several dimensions the reader's keys fix the upstream dimensions that they name; what else a
/// mapping says concerns the remaining ones, or the time.
public final class PartitionMap {
  private final PartitionSets sets;
  private final Optional<Partitions> reader;
  private final Partitions upstream;
  private final SequencedMap<String, String> naming;

  /// @param reader how the reader is partitioned, if it is
  public PartitionMap(PartitionSets sets, Optional<Partitions> reader, Partitions upstream) {
    this.sets = sets;
    this.reader = reader;
    this.upstream = upstream;
    this.naming =
        reader.map(own -> Partitioning.naming(own, upstream)).orElseGet(LinkedHashMap::new);
  }

  /// The partitions that a reader's partition needs, in order; those that do not exist are left
  /// out.
  ///
  /// @param key the reader's partition, if it is partitioned
  /// @param mapping which ones; if not declared, the one of the same key or window
  /// @throws IllegalArgumentException for a mapping that is a function of the user's own
  public List<PartitionKey> upstreamKeys(
      Optional<PartitionKey> key, Optional<PartitionMapping> mapping) {
    SequencedMap<String, PartitionKey> parts =
        key.map(own -> parts(reader.orElseThrow(), own)).orElseGet(LinkedHashMap::new);
    PartitionSet all = sets.of(upstream);
    return switch (mapping.orElse(new Same())) {
      case Same _ -> named(parts).filter(all::contains).toList();
      case Offset(int places) ->
          named(parts).flatMap(base -> all.step(base, places).stream()).toList();
      case All _ -> each(parts, this::allOf);
      case Overlapping(int start, int end) ->
          each(parts, (name, own) -> overlapping(name, own, start, end));
      case Last _ -> each(parts, this::lastOf);
      case Specific(List<PartitionKey> keys) -> keys.stream().filter(all::contains).toList();
      case ByKey(SequencedMap<PartitionKey, List<PartitionKey>> byKey) ->
          key.map(byKey::get).stream().flatMap(List::stream).filter(all::contains).toList();
      case Custom(String name) ->
          throw new IllegalArgumentException(
              "expected a given mapping, but found '%s', a function of the user's own"
                  .formatted(name));
    };
  }

  /// Those that belong to a given partition of another partitioning: of the same keys, and of every
  /// window that overlaps its window. Empty when the two have nothing in common.
  ///
  /// @param key the partition of the reader
  public List<PartitionKey> related(PartitionKey key) {
    SequencedMap<String, PartitionKey> parts = parts(reader.orElseThrow(), key);
    boolean haveTime = time(parts).isPresent() && hasTime();
    return naming.isEmpty() && !haveTime
        ? List.of()
        : each(parts, (name, own) -> overlapping(name, own, 0, 0));
  }

  private static SequencedMap<String, PartitionKey> parts(Partitions definition, PartitionKey key) {
    SequencedMap<String, PartitionKey> parts = new LinkedHashMap<>();
    List<String> names = List.copyOf(Partitioning.dimensions(definition).sequencedKeySet());
    List<PartitionKey> keys = names.size() == 1 ? List.of(key) : key.dimensions();
    for (int i = 0; i < Math.min(keys.size(), names.size()); i++) {
      parts.put(names.get(i), keys.get(i));
    }
    return parts;
  }

  /// The one partition whose every dimension the reader's key names, if it does.
  private Stream<PartitionKey> named(SequencedMap<String, PartitionKey> parts) {
    List<PartitionKey> keys = new ArrayList<>();
    for (String dimension : Partitioning.dimensions(upstream).sequencedKeySet()) {
      namedIn(dimension, parts).ifPresent(keys::add);
    }
    return keys.size() == Partitioning.dimensions(upstream).size()
        ? Stream.of(PartitionKey.ofDimensions(keys))
        : Stream.empty();
  }

  private Optional<PartitionKey> namedIn(
      String dimension, SequencedMap<String, PartitionKey> parts) {
    Optional<String> by = Optional.ofNullable(naming.get(dimension));
    if (by.isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(parts.get(by.get()))
        .flatMap(own -> translated(own, reader.orElseThrow(), by.get(), dimension));
  }

  /// A key of a reader's dimension as the key of the upstream dimension that it names.
  private Optional<PartitionKey> translated(
      PartitionKey own, Partitions definition, String by, String dimension) {
    Partitions from = dimension(definition, by);
    Partitions to = dimension(upstream, dimension);
    if (!(from instanceof TimeWindows finer && to instanceof TimeWindows coarser)) {
      return Optional.of(own);
    }
    TimeGrid grid = TimeGrid.of(coarser);
    return TimeGrid.of(finer)
        .start(own.text())
        .map(start -> new PartitionKey(grid.key(grid.at(start))));
  }

  private static Partitions dimension(Partitions definition, String name) {
    return Objects.requireNonNull(
        Partitioning.dimensions(definition).get(name), () -> "no dimension '%s'".formatted(name));
  }

  /// The keys of one upstream dimension, given the reader's keys.
  private interface Choice {
    Stream<PartitionKey> keys(String dimension, SequencedMap<String, PartitionKey> parts);
  }

  /// Every combination of what is chosen in each upstream dimension.
  private List<PartitionKey> each(SequencedMap<String, PartitionKey> parts, Choice choice) {
    Stream<List<PartitionKey>> combined = Stream.of(List.of());
    for (String dimension : Partitioning.dimensions(upstream).sequencedKeySet()) {
      List<PartitionKey> chosen = choice.keys(dimension, parts).toList();
      combined = combined.flatMap(before -> chosen.stream().map(key -> appended(before, key)));
    }
    return combined.map(PartitionKey::ofDimensions).toList();
  }

  private static List<PartitionKey> appended(List<PartitionKey> before, PartitionKey key) {
    List<PartitionKey> keys = new ArrayList<>(before);
    keys.add(key);
    return keys;
  }

  private Stream<PartitionKey> allOf(String dimension, SequencedMap<String, PartitionKey> parts) {
    return windows(dimension)
        .flatMap(windows -> time(parts).map(time -> windows.overlapping(time, 0, 0)))
        .orElseGet(() -> set(dimension).keys());
  }

  private Stream<PartitionKey> overlapping(
      String dimension, SequencedMap<String, PartitionKey> parts, int start, int end) {
    if (windows(dimension).isPresent()) {
      return windows(dimension)
          .flatMap(windows -> time(parts).map(time -> windows.overlapping(time, start, end)))
          .orElseGet(() -> set(dimension).keys());
    }
    return namedIn(dimension, parts)
        .map(key -> Stream.of(key).filter(set(dimension)::contains))
        .orElseGet(() -> set(dimension).keys());
  }

  private Stream<PartitionKey> lastOf(String dimension, SequencedMap<String, PartitionKey> parts) {
    Optional<PartitionKey> named =
        windows(dimension).isPresent() ? Optional.empty() : namedIn(dimension, parts);
    return named.isPresent() && Partitioning.dimensions(upstream).size() > 1
        ? named.stream()
        : set(dimension).last().stream();
  }

  private PartitionSet set(String dimension) {
    return sets.of(dimension(upstream, dimension));
  }

  private Optional<TimePartitions> windows(String dimension) {
    return set(dimension) instanceof TimePartitions windows
        ? Optional.of(windows)
        : Optional.empty();
  }

  /// The window of the reader's partition; in several dimensions of the first that has one.
  private Optional<TimeWindow> time(SequencedMap<String, PartitionKey> parts) {
    for (Map.Entry<String, PartitionKey> part : parts.entrySet()) {
      if (dimension(reader.orElseThrow(), part.getKey()) instanceof TimeWindows windows) {
        return TimeGrid.of(windows).window(part.getValue().text());
      }
    }
    return Optional.empty();
  }

  private boolean hasTime() {
    return Partitioning.dimensions(upstream).values().stream()
        .anyMatch(TimeWindows.class::isInstance);
  }
}
