package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.PartitionMapping.All;
import io.dagwerk.model.PartitionMapping.ByDimension;
import io.dagwerk.model.PartitionMapping.ByKey;
import io.dagwerk.model.PartitionMapping.Custom;
import io.dagwerk.model.PartitionMapping.Last;
import io.dagwerk.model.PartitionMapping.Offset;
import io.dagwerk.model.PartitionMapping.Overlapping;
import io.dagwerk.model.PartitionMapping.Same;
import io.dagwerk.model.PartitionMapping.Specific;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PerDimension.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The rule that makes relations of mappings, dimension by dimension.
final class Relations {
  private final PartitionSets sets;
  private final Optional<Partitions> readerDefinition;
  private final PartitionSet reader;
  private final Partitions upstreamDefinition;
  private final Dimensions readers;
  private final Dimensions upstreams;
  private final SequencedMap<String, String> naming;

  Relations(
      PartitionSets sets,
      Optional<Partitions> readerDefinition,
      PartitionSet reader,
      Partitions upstream) {
    this.sets = sets;
    this.readerDefinition = readerDefinition;
    this.reader = reader;
    this.upstreamDefinition = upstream;
    this.readers = Dimensions.of(reader);
    this.upstreams = Dimensions.of(sets.of(upstream));
    this.naming =
        readerDefinition
            .map(own -> Partitioning.naming(own, upstream))
            .orElseGet(LinkedHashMap::new);
  }

  /// Whether a dimension of the reader names one of the upstream asset, or both have time.
  boolean haveCommon() {
    boolean haveTime =
        firstOfWindows().isPresent()
            && upstreams.sets().stream().anyMatch(WindowPartitions.class::isInstance);
    return !naming.isEmpty() || haveTime;
  }

  Relation of(PartitionMapping mapping) {
    PartitionSet upstream = sets.of(upstreamDefinition);
    return switch (mapping) {
      case Same _ -> named(0);
      case Offset(int places) -> named(places);
      case All _ -> each(this::all);
      case Overlapping(int start, int end, _) -> each(place -> overlapping(place, start, end));
      case Last _ -> each(this::last);
      case Specific(List<PartitionKey> keys) -> chosen(upstream, keys);
      case ByKey(SequencedMap<PartitionKey, List<PartitionKey>> byKey) ->
          new TabledKeys(reader, upstream, byKey, new LinkedHashMap<>());
      case Custom(String name) -> evaluated(name, upstream);
      case ByDimension several -> each(place -> byDimension(place, several));
    };
  }

  private interface Rule {
    Part part(int upstream);
  }

  private Relation each(Rule rule) {
    List<Part> parts = new ArrayList<>();
    for (int place = 0; place < upstreams.sets().size(); place++) {
      parts.add(rule.part(place));
    }
    boolean isSimple = readers.sets().size() == 1 && parts.size() == 1;
    return isSimple ? parts.getFirst().relation() : new PerDimension(readers, upstreams, parts);
  }

  /// The partition whose every dimension the reader's key names, or the one so many places away;
  /// none if it does not name all.
  private Relation named(int places) {
    if (naming.size() < upstreams.sets().size()) {
      return new ChosenKeys(reader.all(), PartitionSubset.none(), List.of());
    }
    boolean isOfTime = upstreams.sets().get(upstreams.column()) instanceof WindowPartitions;
    if (upstreams.sets().size() > 1 && places != 0 && !isOfTime) {
      return steppedInOrder(places);
    }
    return each(place -> named(place, place == upstreams.column() ? places : 0).orElseThrow());
  }

  /// Without time, places are counted over all combinations.
  private Relation steppedInOrder(int places) {
    PartitionSet upstream = sets.of(upstreamDefinition);
    Relation same = named(0);
    SequencedMap<PartitionKey, List<PartitionKey>> table = new LinkedHashMap<>();
    reader
        .keys()
        .forEach(key ->
            table.put(
                key,
                upstream
                    .keys(same.upstream(reader.subset(List.of(key))).existing())
                    .flatMap(base -> upstream.step(base, places).stream())
                    .toList()));
    return new TabledKeys(reader, upstream, table, new LinkedHashMap<>());
  }

  /// The key of an upstream dimension that the reader's names, if it names one.
  private Optional<Part> named(int place, int places) {
    return Optional.ofNullable(naming.get(upstreams.names().get(place)))
        .map(readers::place)
        .map(by ->
            new Part(Optional.of(by), following(readers.sets().get(by), upstream(place), places)));
  }

  private static Relation following(PartitionSet reader, PartitionSet upstream, int places) {
    return reader instanceof WindowPartitions from && upstream instanceof WindowPartitions to
        ? new FollowingWindows(from, to, places)
        : new SameKeys(upstream, places);
  }

  private Part all(int place) {
    return overlap(place, 0, 0).orElseGet(() -> every(place));
  }

  private Part overlapping(int place, int start, int end) {
    return overlap(place, start, end)
        .or(() -> upstream(place) instanceof WindowPartitions ? Optional.empty() : named(place, 0))
        .orElseGet(() -> every(place));
  }

  private Part every(int place) {
    return new Part(
        Optional.empty(), new ChosenKeys(reader.all(), upstream(place).all(), List.of()));
  }

  private Part last(int place) {
    boolean isNamed = !(upstream(place) instanceof WindowPartitions) && upstreams.sets().size() > 1;
    return Optional.of(place)
        .filter(_ -> isNamed)
        .flatMap(at -> named(at, 0))
        .orElseGet(() ->
            new Part(
                Optional.empty(),
                chosen(upstream(place), upstream(place).last().stream().toList())));
  }

  /// Windows that overlap those of the reader, if both have some.
  private Optional<Part> overlap(int place, int start, int end) {
    if (!(upstream(place) instanceof WindowPartitions windows)) {
      return Optional.empty();
    }
    return Optional.ofNullable(naming.get(upstreams.names().get(place)))
        .map(readers::place)
        .or(this::firstOfWindows)
        .map(by ->
            new Part(
                Optional.of(by),
                new OverlappingWindows(
                    (WindowPartitions) readers.sets().get(by), windows, start, end)));
  }

  private Optional<Integer> firstOfWindows() {
    return Optional.of(readers.column())
        .filter(place -> readers.sets().get(place) instanceof WindowPartitions);
  }

  private PartitionSet upstream(int place) {
    return upstreams.sets().get(place);
  }

  private Relation chosen(PartitionSet upstream, List<PartitionKey> keys) {
    return new ChosenKeys(
        reader.all(),
        upstream.subset(keys.stream().filter(upstream::contains).toList()),
        keys.stream().filter(key -> !upstream.contains(key)).toList());
  }

  private Relation evaluated(String name, PartitionSet upstream) {
    Optional<EvaluatedMapping> evaluated = sets.evaluated(name);
    SequencedMap<PartitionKey, String> failures = new LinkedHashMap<>();
    Stream<PartitionKey> failed =
        evaluated.isPresent()
            ? evaluated.get().failures().sequencedKeySet().stream()
            : reader.keys();
    failed.forEach(key ->
        failures.put(
            key,
            "mapping '%s' %s"
                .formatted(
                    name,
                    evaluated
                        .map(mapping ->
                            "of partition '%s' %s".formatted(key, mapping.failures().get(key)))
                        .orElse("was not evaluated"))));
    return new TabledKeys(
        reader,
        upstream,
        evaluated.map(EvaluatedMapping::upstream).orElseGet(LinkedHashMap::new),
        failures);
  }

  /// One dimension by its own mapping, as if both had only that one; without one the key that the
  /// reader names, else all.
  private Part byDimension(int place, ByDimension mapping) {
    String name = upstreams.names().get(place);
    Optional<ByDimension.Part> part = Optional.ofNullable(mapping.dimensions().get(name));
    if (part.isEmpty()) {
      return named(place, 0).orElseGet(() -> every(place));
    }
    SequencedMap<String, Partitions> own =
        readerDefinition.map(Partitioning::dimensions).orElseGet(LinkedHashMap::new);
    Optional<String> by = Partitioning.readerDimension(own, name, part.get());
    Partitions to =
        Partitioning.dimensions(upstreamDefinition).sequencedValues().stream().toList().get(place);
    Relation relation =
        new Relations(
                sets,
                by.map(own::get),
                by.map(readers::place).map(readers.sets()::get).orElse(ListedPartitions.WHOLE),
                to)
            .of(part.get().mapping());
    return new Part(by.map(readers::place), relation);
  }
}
