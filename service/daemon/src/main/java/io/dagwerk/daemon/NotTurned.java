package io.dagwerk.daemon;

import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.model.SensorSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Something that a location declares, and that this version does nothing about by itself, or not
/// all that is declared. Pure.
///
/// ```java
/// NotTurned.of(snapshot).forEach(each -> System.err.println(each.text()));
/// ```
///
/// @param names of those that are declared, at least one
public record NotTurned(What what, List<String> names) {
  private static final int MOST_NAMED = 5;

  /// What is not turned.
  public enum What {
    SCHEDULES("schedules", "no schedule ticks by itself yet; start their jobs with `dagwerk run`"),
    SENSORS("sensors", "no sensor is asked yet; start their jobs with `dagwerk run`"),
    CONDITIONS(
        "automation conditions",
        "no condition is evaluated yet; make these assets with `dagwerk assets materialize`"),
    POOLS("pools", "their limits hold within a run, and not yet across runs"),
    DYNAMIC_PARTITIONS(
        "dynamic partitions", "no keys of them are kept yet, so no run can make any of them"),
    OBSERVATIONS(
        "observations of external assets",
        "nobody makes them yet; tell what becomes of these assets with `dagwerk assets report`");

    private final String plural;
    private final String consequence;

    What(String plural, String consequence) {
      this.plural = plural;
      this.consequence = consequence;
    }

    /// Several of them, in words.
    public String plural() {
      return plural;
    }
  }

  public NotTurned {
    names = List.copyOf(names);
  }

  /// All that a location declares of this kind.
  public static List<NotTurned> of(LocationSnapshot location) {
    List<NotTurned> all = new ArrayList<>();
    add(all, What.SCHEDULES, location.schedules().stream().map(ScheduleSnapshot::name));
    add(all, What.SENSORS, location.sensors().stream().map(SensorSnapshot::name));
    add(all, What.CONDITIONS, assets(location, asset -> asset.condition().isPresent()));
    add(
        all,
        What.POOLS,
        nodes(location).flatMap(node -> node.options().pools().keySet().stream()).sorted());
    add(all, What.DYNAMIC_PARTITIONS, dynamic(location));
    add(all, What.OBSERVATIONS, assets(location, AssetFacts::observed));
    return all;
  }

  private static void add(List<NotTurned> all, What what, Stream<String> names) {
    SequencedSet<String> distinct = new LinkedHashSet<>(names.toList());
    if (!distinct.isEmpty()) {
      all.add(new NotTurned(what, List.copyOf(distinct)));
    }
  }

  private static Stream<NodeSnapshot> nodes(LocationSnapshot location) {
    return Stream.concat(
        location.nodes().stream(),
        location.jobs().stream().map(JobSnapshot::nodes).flatMap(Collection::stream));
  }

  private static Stream<String> assets(LocationSnapshot location, Predicate<AssetFacts> which) {
    return location.nodes().stream()
        .flatMap(node -> node.outputs().stream())
        .flatMap(output -> output.asset().stream())
        .filter(which)
        .map(asset -> asset.key().toString());
  }

  private static Stream<String> dynamic(LocationSnapshot location) {
    return nodes(location).flatMap(node -> node.partitions().stream()).flatMap(NotTurned::dynamic);
  }

  private static Stream<String> dynamic(Partitions partitions) {
    return switch (partitions) {
      case Partitions.Dynamic dynamic -> Stream.of(dynamic.name());
      case Partitions.Product product ->
          product.dimensions().values().stream().flatMap(NotTurned::dynamic);
      case Partitions.Windows _, Partitions.Fixed _ -> Stream.empty();
    };
  }

  /// A line: what is declared, and what that comes to.
  public String text() {
    String more =
        names.size() > MOST_NAMED ? " and %d more".formatted(names.size() - MOST_NAMED) : "";
    return "%s are declared (%s%s), but %s"
        .formatted(
            what.plural,
            String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size()))),
            more,
            what.consequence);
  }
}
