package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Link.Mapping;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which partitions of two subjects belong together, as sets, at the time of an evaluation.
final class Relations {
  private final PartitionTimes times;
  private final Instant now;
  private final Map<Mapped, MappedNumbers> known = new HashMap<>();

  Relations(PartitionTimes times, Instant now) {
    this.times = times;
    this.now = now;
  }

  private record Mapped(
      Definition reader, Definition upstream, Optional<PartitionMapping> mapping) {}

  /// The partitions of the far end of a link that some of the near end belong to.
  PartitionSubset far(Link link, PartitionSubset near) {
    return switch (link.way()) {
      case Link.Way.Same same -> near.and(times.existing(same.definition(), now));
      case Link.Way.Reads(Mapping mapping) -> upstream(mapping, near);
      case Link.Way.ReadBy(Mapping mapping) -> downstream(mapping, near);
    };
  }

  /// The partitions of the near end of a link that some of the far end belong to.
  PartitionSubset near(Link link, PartitionSubset far) {
    return switch (link.way()) {
      case Link.Way.Same same -> far.and(times.existing(same.definition(), now));
      case Link.Way.Reads(Mapping mapping) -> downstream(mapping, far);
      case Link.Way.ReadBy(Mapping mapping) -> upstream(mapping, far);
    };
  }

  private PartitionSubset upstream(Mapping mapping, PartitionSubset readers) {
    PartitionSubset all = PartitionSubset.none();
    if (!readers.isEmpty()) {
      for (Optional<PartitionMapping> each : mapping.each()) {
        all = all.or(mapped(mapping, each).upstream(readers));
      }
    }
    return all;
  }

  private PartitionSubset downstream(Mapping mapping, PartitionSubset upstream) {
    PartitionSubset all = PartitionSubset.none();
    if (!upstream.isEmpty()) {
      for (Optional<PartitionMapping> each : mapping.each()) {
        all = all.or(mapped(mapping, each).downstream(upstream));
      }
    }
    return all;
  }

  private MappedNumbers mapped(Mapping mapping, Optional<PartitionMapping> each) {
    return known.computeIfAbsent(
        new Mapped(mapping.reader(), mapping.upstream(), each), MappedNumbers::new);
  }

  /// A mapping between numbers of partitions, learned key by key as it is asked for.
  private final class MappedNumbers {
    private final Mapped between;
    private final PartitionSubset readers;
    private final Map<Long, PartitionSubset> upstream = new HashMap<>();
    private Map<Long, PartitionSubset> downstream = Map.of();

    MappedNumbers(Mapped between) {
      this.between = between;
      this.readers = times.existing(between.reader(), now);
    }

    PartitionSubset upstream(PartitionSubset some) {
      return some.and(readers)
          .numbers()
          .mapToObj(number -> upstream.computeIfAbsent(number, this::find))
          .reduce(PartitionSubset.none(), PartitionSubset::or);
    }

    PartitionSubset downstream(PartitionSubset some) {
      if (downstream.isEmpty()) {
        downstream = inverse();
      }
      return some.numbers()
          .mapToObj(number -> downstream.getOrDefault(number, PartitionSubset.none()))
          .reduce(PartitionSubset.none(), PartitionSubset::or);
    }

    private Map<Long, PartitionSubset> inverse() {
      Map<Long, PartitionSubset> inverse = new HashMap<>();
      readers
          .numbers()
          .forEach(reader ->
              upstream(PartitionSubset.of(reader))
                  .numbers()
                  .forEach(number ->
                      inverse.merge(number, PartitionSubset.of(reader), PartitionSubset::or)));
      return inverse;
    }

    private PartitionSubset find(long number) {
      if (between.upstream().partitions().isEmpty()) {
        return PartitionTimes.ONLY;
      }
      Partitions upstreamPartitions = between.upstream().partitions().get();
      PartitionSet set = times.sets(now).of(upstreamPartitions);
      Optional<Partitions> reader = between.reader().partitions();
      Optional<PartitionKey> key =
          reader.flatMap(definition -> times.sets(now).of(definition).keyAt(number));
      List<PartitionKey> keys =
          new PartitionMap(times.sets(now), reader, upstreamPartitions)
              .upstreamKeys(key, Optional.of(mapping(reader, upstreamPartitions)));
      return PartitionSubset.of(keys.stream().mapToLong(set::numberOf));
    }

    private PartitionMapping mapping(Optional<Partitions> reader, Partitions upstreamPartitions) {
      return between
          .mapping()
          .orElseGet(() ->
              Partitioning.readsOne(reader, upstreamPartitions)
                  ? new PartitionMapping.Same()
                  : new PartitionMapping.All());
    }
  }
}
