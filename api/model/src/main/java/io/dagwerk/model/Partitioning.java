package io.dagwerk.model;

import io.dagwerk.model.PartitionMapping.ByDimension;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.Dynamic;
import io.dagwerk.model.Partitions.Fixed;
import io.dagwerk.model.Partitions.Product;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.Partitions.Windows;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiPredicate;

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

  /// The first dimension that has windows of time, if one has.
  public static Optional<Windows> windows(Partitions partitions) {
    return dimensions(partitions).sequencedValues().stream()
        .filter(Windows.class::isInstance)
        .map(Windows.class::cast)
        .findFirst();
  }

  /// For each dimension of the upstream asset the dimension of the reader that names one of its
  /// partitions: preferably the one of the same name, then one that is partitioned alike, then one
  /// whose windows are parts of the upstream ones. None names two. Dimensions that nothing names
  /// are left out.
  public static SequencedMap<String, String> naming(Partitions reader, Partitions upstream) {
    SequencedMap<String, String> naming = new LinkedHashMap<>();
    SequencedMap<String, Partitions> own = dimensions(reader);
    SequencedMap<String, Partitions> others = dimensions(upstream);
    match(own, others, naming, (by, name) -> by.equals(name) && namesOne(own, by, others, name));
    match(own, others, naming, (by, name) -> Objects.equals(own.get(by), others.get(name)));
    match(own, others, naming, (by, name) -> namesOne(own, by, others, name));
    return naming;
  }

  private static void match(
      SequencedMap<String, Partitions> reader,
      SequencedMap<String, Partitions> upstream,
      SequencedMap<String, String> naming,
      BiPredicate<String, String> fits) {
    for (String name : upstream.sequencedKeySet()) {
      if (!naming.containsKey(name)) {
        reader.sequencedKeySet().stream()
            .filter(by -> !naming.containsValue(by) && fits.test(by, name))
            .findFirst()
            .ifPresent(by -> naming.put(name, by));
      }
    }
  }

  private static boolean namesOne(
      SequencedMap<String, Partitions> reader,
      String by,
      SequencedMap<String, Partitions> upstream,
      String name) {
    return namesOne(
        Objects.requireNonNull(reader.get(by)), Objects.requireNonNull(upstream.get(name)));
  }

  /// Whether each partition of the one names a partition of the other.
  private static boolean namesOne(Partitions reader, Partitions upstream) {
    return switch (reader) {
      case TimeWindows finer ->
          upstream instanceof TimeWindows coarser
              && finer.zone().equals(coarser.zone())
              && finer.cadence().isPartOf(coarser.cadence());
      case CronWindows own ->
          upstream instanceof CronWindows other
              && own.zone().equals(other.zone())
              && own.cron().equals(other.cron());
      case Fixed _, Dynamic _, Product _ -> reader.equals(upstream);
    };
  }

  /// What is wrong with reading an asset in this way, worded to follow the two names; empty when
  /// nothing is.
  ///
  /// @param reader how the reader is partitioned
  /// @param mapping the one that was declared, if any
  public static Optional<String> problem(
      Optional<Partitions> reader, Partitions upstream, Optional<PartitionMapping> mapping) {
    if (mapping.isPresent() && mapping.get() instanceof ByDimension several) {
      return problem(reader, upstream, several);
    }
    if (reader.isEmpty() && mapping.filter(Partitioning::asksForTheKey).isPresent()) {
      return Optional.of(
          "by the key of the reader, which is not partitioned; name the partitions by Specific");
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

  private static Optional<String> problem(
      Optional<Partitions> reader, Partitions upstream, ByDimension mapping) {
    SequencedMap<String, Partitions> known = dimensions(upstream);
    for (Map.Entry<String, ByDimension.Part> entry : mapping.dimensions().entrySet()) {
      String name = entry.getKey();
      Optional<Partitions> dimension = Optional.ofNullable(known.get(name));
      if (dimension.isEmpty()) {
        return Optional.of(unknown("which", name, known.sequencedKeySet()));
      }
      ByDimension.Part part = entry.getValue();
      SequencedMap<String, Partitions> own =
          reader.map(Partitioning::dimensions).orElseGet(LinkedHashMap::new);
      if (part.reader().filter(by -> !own.containsKey(by)).isPresent()) {
        return Optional.of(
            "in whose mapping the reader %s"
                .formatted(unknown("", part.reader().get(), own.sequencedKeySet()).strip()));
      }
      Optional<String> problem =
          problem(
                  readerDimension(own, name, part).map(own::get),
                  dimension.get(),
                  Optional.of(part.mapping()))
              .map(why -> "by dimension '%s', %s".formatted(name, why));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static String unknown(String subject, String name, Collection<String> known) {
    String hint = Nearest.hint(name, known);
    return "%s has no dimension '%s'%s"
        .formatted(
            subject, name, hint.isEmpty() ? "; there are " + String.join(", ", known) : hint);
  }

  /// The dimension of the reader that a mapping of an upstream dimension is about: the one it
  /// names, else the one of the same name, else the only one.
  ///
  /// @param reader the dimensions of the reader
  public static Optional<String> readerDimension(
      SequencedMap<String, Partitions> reader, String upstream, ByDimension.Part part) {
    if (part.reader().isPresent()) {
      return part.reader();
    }
    if (reader.containsKey(upstream)) {
      return Optional.of(upstream);
    }
    return reader.size() == 1 ? Optional.of(reader.firstEntry().getKey()) : Optional.empty();
  }

  private static boolean asksForTheKey(PartitionMapping mapping) {
    return mapping instanceof PartitionMapping.ByKey || mapping instanceof PartitionMapping.Custom;
  }

  private static boolean needsOne(PartitionMapping mapping) {
    return switch (mapping) {
      case PartitionMapping.Same _, PartitionMapping.Offset _ -> true;
      case PartitionMapping.All _,
          PartitionMapping.Last _,
          PartitionMapping.Overlapping _,
          PartitionMapping.Specific _,
          PartitionMapping.ByKey _,
          PartitionMapping.ByDimension _,
          PartitionMapping.Custom _ ->
          false;
    };
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
