package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.daemon.AssetState;
import io.dagwerk.daemon.Assets;
import io.dagwerk.daemon.DefinedAsset;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.PartitionChoice;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Answers what is asked of many assets at once: their graph, and the partitions to choose from.
final class LineageFields {
  private static final int MOST_PARTITIONS = 1_000;

  private final Operations operations;
  private final Assets assets;

  LineageFields(Operations operations) {
    this.operations = operations;
    this.assets = operations.assets();
  }

  /// A graph of assets by columns: what stands at one place in each of them is of one asset, or of
  /// one edge.
  record Lineage(
      List<String> keys,
      List<AssetState> states,
      Column<String> groups,
      Column<String> locations,
      Column<List<String>> kinds,
      List<Integer> from,
      List<Integer> to) {}

  /// Values that often occur again, each told once.
  record Column<T>(List<T> values, List<Integer> places) {
    static <T> Column<T> of(Stream<T> all) {
      SequencedMap<T, Integer> values = new LinkedHashMap<>();
      List<Integer> places =
          all.map(value -> Objects.requireNonNull(places(values, value))).toList();
      return new Column<>(List.copyOf(values.keySet()), places);
    }

    private static <T> Integer places(Map<T, Integer> values, T value) {
      Integer place = values.putIfAbsent(value, values.size());
      return place == null ? values.size() - 1 : place;
    }
  }

  void wire(RuntimeWiring.Builder wiring) {
    wiring.type(
        TypeRuntimeWiring.newTypeWiring("Query")
            .dataFetcher("lineage", asked -> lineage(new Arguments(asked.getArguments())))
            .dataFetcher("partitions", asked -> partitions(new Arguments(asked.getArguments()))));
    Fields.of("Lineage", Lineage.class)
        .field("groupNames", lineage -> lineage.groups().values())
        .field("groups", lineage -> lineage.groups().places())
        .field("locationNames", lineage -> lineage.locations().values())
        .field("locations", lineage -> lineage.locations().places())
        .field("kindSets", lineage -> lineage.kinds().values())
        .field("kinds", lineage -> lineage.kinds().places())
        .wire(wiring);
    Fields.of("PartitionChoice", PartitionChoice.class).wire(wiring);
  }

  private Lineage lineage(Arguments arguments) {
    List<DefinedAsset> chosen = assets.select(arguments.text("select"));
    List<String> keys = chosen.stream().map(asset -> asset.facts().key().toString()).toList();
    Map<String, Integer> places = new HashMap<>();
    keys.forEach(key -> places.put(key, places.size()));
    List<Integer> from = new ArrayList<>();
    List<Integer> to = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      for (String read : chosen.get(i).upstream()) {
        Integer place = places.get(read);
        if (place != null) {
          from.add(place);
          to.add(i);
        }
      }
    }
    return new Lineage(
        keys,
        assets.states(chosen),
        Column.of(chosen.stream().map(asset -> asset.facts().group())),
        Column.of(chosen.stream().map(DefinedAsset::location)),
        Column.of(chosen.stream().map(asset -> asset.facts().kinds())),
        from,
        to);
  }

  private Optional<PartitionChoice> partitions(Arguments arguments) {
    String containing = arguments.text("containing");
    int limit = arguments.number("limit", 1, MOST_PARTITIONS);
    return nodes(arguments)
        .flatMap(node -> assets.choice(node, containing, limit).stream())
        .findFirst();
  }

  /// The nodes of the job, or of what is selected of it, or of the assets that a selection names.
  private Stream<NodeSnapshot> nodes(Arguments arguments) {
    Optional<JobSnapshot> job =
        arguments
            .findText("job")
            .flatMap(name -> job(arguments.findText("location"), name).findFirst());
    Optional<String> select = arguments.findText("select").filter(text -> !text.isBlank());
    if (job.isPresent() && job.get().assets().isEmpty()) {
      return job.get().nodes().stream();
    }
    return select.or(() -> job.flatMap(JobSnapshot::assets)).map(assets::select).stream()
        .flatMap(List::stream)
        .map(DefinedAsset::node);
  }

  private Stream<JobSnapshot> job(Optional<String> location, String name) {
    return operations.locations().stream()
        .filter(status -> location.map(status.name()::equals).orElse(true))
        .flatMap(status -> status.served().stream())
        .map(LocationSnapshot::jobs)
        .flatMap(List::stream)
        .filter(job -> job.name().equals(name));
  }
}
