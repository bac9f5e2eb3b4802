package io.dagwerk.automation.condition;

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
      Optional<Partitions> reader,
      Optional<Partitions> upstream,
      Optional<PartitionMapping> mapping) {}

  /// The partitions of the far end of a link that some of the near end belong to.
  PartitionSubset far(Link link, PartitionSubset near) {
    return switch (link.way()) {
      case Link.Way.Same _ -> near;
      case Link.Way.Reads reads -> upstream(reads, near);
      case Link.Way.ReadBy(Link.Way.Reads reads) -> downstream(reads, near);
    };
  }

  /// The partitions of the near end of a link that some of the far end belong to.
  PartitionSubset near(Link link, PartitionSubset far) {
    return switch (link.way()) {
      case Link.Way.Same _ -> far;
      case Link.Way.Reads reads -> downstream(reads, far);
      case Link.Way.ReadBy(Link.Way.Reads reads) -> upstream(reads, far);
    };
  }

  private PartitionSubset upstream(Link.Way.Reads reads, PartitionSubset readers) {
    if (readers.isEmpty()) {
      return readers;
    }
    if (reads.isSame()) {
      return readers.and(times.existing(reads.upstream(), now));
    }
    PartitionSubset all = PartitionSubset.none();
    for (Optional<PartitionMapping> mapping : reads.mappings()) {
      all = all.or(mapped(reads, mapping).upstream(readers));
    }
    return all;
  }

  private PartitionSubset downstream(Link.Way.Reads reads, PartitionSubset upstream) {
    if (upstream.isEmpty()) {
      return upstream;
    }
    if (reads.isSame()) {
      return upstream.and(times.existing(reads.reader(), now));
    }
    PartitionSubset all = PartitionSubset.none();
    for (Optional<PartitionMapping> mapping : reads.mappings()) {
      all = all.or(mapped(reads, mapping).downstream(upstream));
    }
    return all;
  }

  private MappedNumbers mapped(Link.Way.Reads reads, Optional<PartitionMapping> mapping) {
    return known.computeIfAbsent(
        new Mapped(reads.reader(), reads.upstream(), mapping), MappedNumbers::new);
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
      if (between.upstream().isEmpty()) {
        return PartitionTimes.ONLY;
      }
      Partitions definition = between.upstream().get();
      PartitionSet set = times.sets(now).of(definition);
      Optional<PartitionKey> key =
          between.reader().flatMap(reader -> times.sets(now).of(reader).keyAt(number));
      List<PartitionKey> keys =
          new PartitionMap(times.sets(now), between.reader(), definition)
              .upstreamKeys(key, Optional.of(mapping(definition)));
      return PartitionSubset.of(keys.stream().mapToLong(set::numberOf));
    }

    private PartitionMapping mapping(Partitions definition) {
      return between
          .mapping()
          .orElseGet(() ->
              Partitioning.readsOne(between.reader(), definition)
                  ? new PartitionMapping.Same()
                  : new PartitionMapping.All());
    }
  }
}
