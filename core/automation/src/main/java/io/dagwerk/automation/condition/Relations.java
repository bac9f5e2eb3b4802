package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Link.Mapping;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.HashMap;
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

  /// A mapping between the partitions that exist.
  private final class MappedNumbers {
    private final PartitionSubset readers;
    private final Optional<PartitionMap> map;
    private final Optional<PartitionMapping> mapping;

    MappedNumbers(Mapped between) {
      Optional<Partitions> reader = between.reader().partitions();
      Optional<Partitions> upstream = between.upstream().partitions();
      this.readers = times.existing(between.reader(), now);
      this.map = upstream.map(partitions -> new PartitionMap(times.sets(now), reader, partitions));
      this.mapping = upstream.map(partitions -> mapping(between, reader, partitions));
    }

    private static PartitionMapping mapping(
        Mapped between, Optional<Partitions> reader, Partitions upstream) {
      return between
          .mapping()
          .orElseGet(() ->
              Partitioning.readsOne(reader, upstream)
                  ? new PartitionMapping.Same()
                  : new PartitionMapping.All());
    }

    PartitionSubset upstream(PartitionSubset some) {
      PartitionSubset asking = some.and(readers);
      return map.map(known -> known.upstream(asking, mapping).existing())
          .orElseGet(() -> asking.isEmpty() ? asking : PartitionTimes.ONLY);
    }

    PartitionSubset downstream(PartitionSubset some) {
      return map.map(known -> known.downstream(some, mapping))
          .orElseGet(() -> some.intersects(PartitionTimes.ONLY) ? readers : PartitionSubset.none());
    }
  }
}
