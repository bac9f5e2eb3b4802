package io.dagwerk.model;

import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.Dynamic;
import io.dagwerk.model.Partitions.Fixed;
import io.dagwerk.model.Partitions.Product;
import io.dagwerk.model.Partitions.TimeWindows;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// How two partitionings relate, as far as their definitions alone tell: which partition of an
/// upstream asset a reader's partition names, and which mappings make sense between them.
public final class Partitioning {
  /// What the only dimension of a partitioning without dimensions is called.
  public static final String ONLY = "";

  private Partitioning() {}

  /// Whether each partition of the reader names exactly one of the upstream asset, so that it is
  /// read without a mapping: both are partitioned alike, or the upstream window covers the
  /// reader's.
  public static boolean readsOne(Optional<Partitions> reader, Partitions upstream) {
    return reader.isPresent()
        && naming(reader.get(), upstream).size() == dimensions(upstream).size();
  }

  /// The dimensions by name; a partitioning without dimensions is the only one of its own.
  public static SequencedMap<String, Partitions> dimensions(Partitions partitions) {
    if (partitions instanceof Product product) {
      return product.dimensions();
    }
    SequencedMap<String, Partitions> only = new LinkedHashMap<>();
    only.put(ONLY, partitions);
    return only;
  }

  /// For each dimension of the upstream asset the dimension of the reader that names one of its
  /// partitions; preferably the one of the same name. Dimensions that nothing names are left out.
  public static SequencedMap<String, String> naming(Partitions reader, Partitions upstream) {
    SequencedMap<String, Partitions> candidates = dimensions(reader);
    SequencedMap<String, String> naming = new LinkedHashMap<>();
    dimensions(upstream)
        .forEach((name, dimension) ->
            Optional.ofNullable(candidates.get(name))
                .filter(same -> namesOne(same, dimension))
                .map(_ -> name)
                .or(() -> first(candidates, naming, dimension))
                .ifPresent(by -> naming.put(name, by)));
    return naming;
  }

  private static Optional<String> first(
      SequencedMap<String, Partitions> candidates,
      SequencedMap<String, String> taken,
      Partitions upstream) {
    return candidates.entrySet().stream()
        .filter(entry -> !taken.containsValue(entry.getKey()))
        .filter(entry -> namesOne(entry.getValue(), upstream))
        .map(entry -> entry.getKey())
        .findFirst();
  }

  private static boolean namesOne(Partitions reader, Partitions upstream) {
    return reader.equals(upstream)
        || (reader instanceof TimeWindows finer
            && upstream instanceof TimeWindows coarser
            && finer.zone().equals(coarser.zone())
            && isPartOf(finer.unit(), coarser.unit()));
  }

  private static boolean isPartOf(ChronoUnit finer, ChronoUnit coarser) {
    return finer == coarser || (finer.compareTo(coarser) < 0 && !(finer == ChronoUnit.WEEKS));
  }

  /// What is wrong with reading an asset in this way, worded to follow the two names; empty when
  /// nothing is.
  ///
  /// @param reader how the reader is partitioned
  /// @param mapping the one that was declared, if any
  public static Optional<String> problem(
      Optional<Partitions> reader, Partitions upstream, Optional<PartitionMapping> mapping) {
    Optional<String> unknown =
        reader
            .flatMap(Partitioning::notYet)
            .or(() -> notYet(upstream))
            .or(() -> mapping.flatMap(Partitioning::notYet));
    if (unknown.isPresent()) {
      return unknown;
    }
    if (mapping.isPresent() && !needsOne(mapping.get())) {
      return Optional.empty();
    }
    boolean isNamed =
        mapping.filter(PartitionMapping.Same.class::isInstance).isPresent()
            ? reader.filter(upstream::equals).isPresent()
            : readsOne(reader, upstream);
    return isNamed
        ? Optional.empty()
        : Optional.of(
            "which is partitioned by %s, while the reader is %s; say which partitions are meant, such as .allPartitions()"
                .formatted(
                    describe(upstream),
                    reader
                        .map(own -> "partitioned by " + describe(own))
                        .orElse("not partitioned")));
  }

  private static boolean needsOne(PartitionMapping mapping) {
    return switch (mapping) {
      case PartitionMapping.Same _, PartitionMapping.Offset _ -> true;
      case PartitionMapping.All _,
          PartitionMapping.Last _,
          PartitionMapping.Overlapping _,
          PartitionMapping.Specific _,
          PartitionMapping.ByKey _,
          PartitionMapping.Custom _ ->
          false;
    };
  }

  private static Optional<String> notYet(PartitionMapping mapping) {
    return mapping instanceof PartitionMapping.Custom custom
        ? Optional.of(
            "through the mapping '%s', a function of the user's own, which cannot be evaluated yet; use one of the given mappings"
                .formatted(custom.name()))
        : Optional.empty();
  }

  /// Why nothing can be said yet about the partitions of this definition; empty when it can.
  public static Optional<String> notYet(Partitions partitions) {
    List<Partitions> parts = List.copyOf(dimensions(partitions).values());
    return parts.stream().anyMatch(CronWindows.class::isInstance)
        ? Optional.of(
            "whose windows follow a cron expression, which cannot be counted yet; use hourly, daily, weekly or monthly windows")
        : Optional.empty();
  }

  /// The partitioning in a few words, such as `day` or `day and region`.
  public static String describe(Partitions partitions) {
    return switch (partitions) {
      case TimeWindows windows -> windows.unitName();
      case CronWindows windows -> "cron '%s'".formatted(windows.cron());
      case Fixed fixed -> "%d fixed keys".formatted(fixed.keys().size());
      case Dynamic dynamic -> "the dynamic keys '%s'".formatted(dynamic.name());
      case Product product -> String.join(" and ", product.dimensions().sequencedKeySet());
    };
  }
}
