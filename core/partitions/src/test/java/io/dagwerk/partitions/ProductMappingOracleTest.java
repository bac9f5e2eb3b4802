package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.PartitionMapping.ByDimension;
import io.dagwerk.model.Partitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Compares mappings between several dimensions, in both directions and of many partitions at once,
/// with what combining the texts of single keys finds.
final class ProductMappingOracleTest {
  private static final int PAIRS = 150;
  private static final int FEW = 20;
  private static final Instant NOW = Instant.parse("2001-01-05T00:00:00Z");

  private long seed = 1;
  private Random random = new Random(seed);

  /// A dimension, and all the keys that it could have.
  private enum Axis {
    DAY,
    HOUR,
    REGION,
    TIER;

    Partitions partitions() {
      return switch (this) {
        case DAY -> Partitions.daily("2001-01-02");
        case HOUR -> Partitions.hourly("2001-01-03T20:00").until("2001-01-04T04:00");
        case REGION -> Partitions.fixed("eu", "us", "asia");
        case TIER -> Partitions.dynamic("tiers");
      };
    }

    List<String> row() {
      return switch (this) {
        case DAY -> days();
        case HOUR -> hours();
        case REGION -> List.of("eu", "us", "asia");
        case TIER -> List.of("gold", "silver");
      };
    }

    private static List<String> days() {
      return Stream.iterate(20, day -> day < 60, day -> day + 1)
          .map(day ->
              "20" + (day < 32 ? "00-12-%02d" : "01-01-%02d").formatted(day < 32 ? day : day - 31))
          .toList();
    }

    private static List<String> hours() {
      return days().stream()
          .flatMap(day ->
              Stream.iterate(0, hour -> hour < 24, hour -> hour + 1)
                  .map(hour -> "%sT%02d".formatted(day, hour)))
          .toList();
    }

    boolean isOfTime() {
      return this == DAY || this == HOUR;
    }

    boolean exists(String key) {
      return switch (this) {
        case DAY -> key.compareTo("2001-01-02") >= 0 && key.compareTo("2001-01-04") <= 0;
        case HOUR -> key.compareTo("2001-01-03T20") >= 0 && key.compareTo("2001-01-04T03") <= 0;
        case REGION, TIER -> true;
      };
    }

    List<String> existing() {
      return row().stream().filter(this::exists).toList();
    }

    boolean names(Axis upstream) {
      return this == upstream || (this == HOUR && upstream == DAY);
    }
  }

  @Test
  @Tag("slow")
  void mappingsFindWhatCombiningKeysFinds() {
    seed = Long.getLong("dagwerk.seed", System.nanoTime());
    random = new Random(seed);
    compareSome(PAIRS);
  }

  @Test
  void theyFindItForPairsThatAreAlwaysTheSame() {
    compareSome(FEW);
  }

  private void compareSome(int rounds) {
    for (int i = 0; i < rounds; i++) {
      compare(axes(), axes(), mapping(random.nextInt(7)));
    }
  }

  private List<Axis> axes() {
    List<Axis> all = new ArrayList<>(List.of(Axis.values()));
    Collections.shuffle(all, random);
    return all.subList(0, random.nextInt(1, 4));
  }

  private PartitionMapping mapping(int kind) {
    return switch (kind) {
      case 0 -> new PartitionMapping.Same();
      case 1 -> new PartitionMapping.Offset(random.nextInt(-2, 3));
      case 2 -> new PartitionMapping.All();
      case 3 -> new PartitionMapping.Last();
      case 4 -> byDimension();
      default -> new PartitionMapping.Overlapping(random.nextInt(-2, 3), random.nextInt(-2, 3));
    };
  }

  private ByDimension byDimension() {
    ByDimension several = PartitionMapping.byDimension();
    for (Axis axis : Axis.values()) {
      several =
          random.nextBoolean()
              ? several.and(axis.name(), mapping(axis.isOfTime() ? 5 : random.nextInt(2, 4)))
              : several;
    }
    return several;
  }

  private static PartitionSets sets() {
    SequencedMap<String, List<PartitionKey>> keys = new LinkedHashMap<>();
    keys.put("tiers", List.of(PartitionKey.of("gold"), PartitionKey.of("silver")));
    return new PartitionSets(NOW, keys);
  }

  private static Partitions partitions(List<Axis> axes) {
    return axes.size() == 1
        ? axes.getFirst().partitions()
        : Partitions.times(axes.stream().map(axis -> axis.partitions()).toArray(Partitions[]::new))
            .named(axes.stream().map(Axis::name).toArray(String[]::new));
  }

  private void compare(List<Axis> reader, List<Axis> upstream, PartitionMapping mapping) {
    PartitionSets sets = sets();
    PartitionMap map =
        new PartitionMap(sets, Optional.of(partitions(reader)), partitions(upstream));
    PartitionSet readers = sets.of(partitions(reader));
    PartitionSet upstreams = sets.of(partitions(upstream));
    Rules rules = new Rules(reader, upstream);
    String what = "seed %d: %s on %s by %s".formatted(seed, reader, upstream, mapping);

    List<PartitionKey> some = readers.keys().filter(_ -> random.nextInt(3) > 0).toList();
    Set<String> needed = new LinkedHashSet<>();
    some.forEach(key -> needed.addAll(rules.needed(key.text(), mapping)));
    MappedPartitions found = map.upstream(readers.subset(some), Optional.of(mapping));
    List<PartitionKey> existing =
        upstreams.keys().filter(key -> needed.contains(key.text())).toList();
    existing.forEach(key -> needed.remove(key.text()));
    assertThat(upstreams.keys(found.existing())).as(what).containsExactlyElementsOf(existing);
    assertThat(found.nonexistent().map(PartitionKey::text))
        .as(what)
        .containsExactlyInAnyOrderElementsOf(needed);

    List<PartitionKey> changed = upstreams.keys().filter(_ -> random.nextInt(6) == 0).toList();
    List<PartitionKey> needing =
        readers
            .keys()
            .filter(key ->
                rules.needed(key.text(), mapping).stream()
                    .anyMatch(text -> changed.contains(PartitionKey.of(text))))
            .toList();
    assertThat(readers.keys(map.downstream(upstreams.subset(changed), Optional.of(mapping))))
        .as(what + " back from " + changed)
        .containsExactlyElementsOf(needing);
  }

  /// The key of a reader.
  private record Parts(List<Axis> axes, List<String> keys) {
    String of(Axis axis) {
      return keys.get(axes.indexOf(axis));
    }
  }

  /// What one key needs, by the words of the mappings.
  private record Rules(List<Axis> reader, List<Axis> upstream) {
    Set<String> needed(String key, PartitionMapping mapping) {
      Parts parts = new Parts(reader, List.of(key.split("\\|", -1)));
      return switch (mapping) {
        case PartitionMapping.Same _ -> moved(parts, 0);
        case PartitionMapping.Offset(int places) -> moved(parts, places);
        default -> combined(upstream.stream().map(axis -> chosen(axis, parts, mapping)).toList());
      };
    }

    private Set<String> moved(Parts parts, int places) {
      if (!upstream.stream().allMatch(axis -> naming(axis).isPresent())) {
        return Set.of();
      }
      List<List<String>> keys = new ArrayList<>();
      Optional<Axis> time = upstream.stream().filter(Axis::isOfTime).findFirst();
      for (Axis axis : upstream) {
        String named = named(axis, parts).getFirst();
        boolean isMoved = Optional.of(axis).equals(time);
        keys.add(List.of(isMoved ? axis.row().get(axis.row().indexOf(named) + places) : named));
      }
      return time.isPresent() || places == 0
          ? combined(keys)
          : movedInOrder(combined(keys).iterator().next(), places);
    }

    private Set<String> movedInOrder(String base, int places) {
      List<String> all = List.copyOf(combined(upstream.stream().map(Axis::existing).toList()));
      int place = all.indexOf(base) + places;
      return place >= 0 && place < all.size() ? Set.of(all.get(place)) : Set.of();
    }

    private Optional<Axis> naming(Axis axis) {
      if (reader.contains(axis)) {
        return Optional.of(axis);
      }
      // An hour names a day only where no hour needs it.
      return reader.stream().filter(own -> own.names(axis) && !upstream.contains(own)).findFirst();
    }

    private List<String> named(Axis axis, Parts parts) {
      return naming(axis)
          .map(own -> own == axis ? parts.of(own) : parts.of(own).substring(0, 10))
          .map(List::of)
          .orElseGet(axis::existing);
    }

    private List<String> chosen(Axis axis, Parts parts, PartitionMapping mapping) {
      return switch (mapping) {
        case PartitionMapping.All _ ->
            axis.isOfTime() ? overlapping(axis, parts, 0, 0) : axis.existing();
        case PartitionMapping.Overlapping over ->
            axis.isOfTime()
                ? overlapping(axis, parts, over.startOffset(), over.endOffset())
                : named(axis, parts);
        case PartitionMapping.Last _ ->
            !axis.isOfTime() && upstream.size() > 1 && naming(axis).isPresent()
                ? named(axis, parts)
                : List.of(axis.existing().getLast());
        case ByDimension several -> byDimension(axis, parts, several);
        default -> throw new IllegalStateException("no choice by dimensions: " + mapping);
      };
    }

    private List<String> byDimension(Axis axis, Parts parts, ByDimension several) {
      String name = upstream.size() == 1 ? "" : axis.name();
      Optional<ByDimension.Part> part = Optional.ofNullable(several.dimensions().get(name));
      if (part.isEmpty()) {
        return named(axis, parts);
      }
      Optional<Axis> own =
          reader.size() == 1 || reader.contains(axis)
              ? Optional.of(reader.size() == 1 ? reader.getFirst() : axis)
              : Optional.empty();
      Rules alone = new Rules(own.stream().toList(), List.of(axis));
      Parts ownPart = new Parts(own.stream().toList(), own.stream().map(parts::of).toList());
      return alone.chosen(axis, ownPart, part.get().mapping());
    }

    private List<String> overlapping(Axis axis, Parts parts, int start, int end) {
      Optional<Axis> own =
          naming(axis).or(() -> reader.stream().filter(Axis::isOfTime).findFirst());
      if (own.isEmpty()) {
        return axis.existing();
      }
      String key = parts.of(own.get());
      List<String> touched =
          axis.row().stream().filter(text -> text.startsWith(key) || key.startsWith(text)).toList();
      int from = axis.row().indexOf(touched.getFirst()) + start;
      int to = axis.row().indexOf(touched.getLast()) + end;
      return from <= to ? axis.row().subList(from, to + 1) : List.of();
    }

    private static Set<String> combined(List<List<String>> keys) {
      Set<String> all = new LinkedHashSet<>(Set.of(""));
      for (List<String> each : keys) {
        all =
            all.stream()
                .flatMap(
                    before -> each.stream().map(key -> before.isEmpty() ? key : before + "|" + key))
                .collect(Collectors.toCollection(LinkedHashSet::new));
      }
      return all;
    }
  }
}
