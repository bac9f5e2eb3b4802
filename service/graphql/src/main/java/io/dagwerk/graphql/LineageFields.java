package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.daemon.AssetFact;
import io.dagwerk.daemon.AssetHealth;
import io.dagwerk.daemon.AssetState;
import io.dagwerk.daemon.Assets;
import io.dagwerk.daemon.DefinedAsset;
import io.dagwerk.daemon.JobOps;
import io.dagwerk.daemon.LocationStatus;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.PartitionChoice;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Nearest;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.spi.StoredTry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers what is asked of many assets at once: their graph, and the partitions to choose from.
final class LineageFields {
  private static final int MOST_ASSETS = 50_000;

  private static final int MOST_PARTITIONS = 1_000;

  private static final int MOST_PROBLEMS = 200;

  /// Smaller graphs are made quickly.
  private static final int LEAST_KEPT = 1_000;

  private final Operations operations;
  private final Assets assets;
  private final AtomicReference<@Nullable Graph> newest = new AtomicReference<>();

  LineageFields(Operations operations) {
    this.operations = operations;
    this.assets = operations.assets();
  }

  /// A graph of assets by columns: what stands at one place in each of them is of one asset, or of
  /// one edge. What they have come to is read when it is asked for.
  record Lineage(Graph graph, OnDemand<List<AssetState>> states) {}

  /// What of a graph the definitions say.
  ///
  /// @param of the assets that are its nodes
  record Graph(
      List<DefinedAsset> of,
      List<String> keys,
      Column<String> groups,
      Column<String> locations,
      Column<List<String>> kinds,
      List<Integer> from,
      List<Integer> to) {
    static Graph of(List<DefinedAsset> chosen) {
      List<String> keys = chosen.stream().map(DefinedAsset::key).toList();
      Map<String, Integer> places = HashMap.newHashMap(keys.size());
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
      return new Graph(
          chosen,
          keys,
          Column.of(chosen.stream().map(asset -> asset.facts().group())),
          Column.of(chosen.stream().map(DefinedAsset::location)),
          Column.of(chosen.stream().map(asset -> asset.facts().kinds())),
          from,
          to);
    }
  }

  /// How many assets are in a state.
  record StateCount(AssetState state, int number) {}

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
            .dataFetcher("assetHealth", asked -> health(new Arguments(asked.getArguments())))
            .dataFetcher("partitions", asked -> partitions(new Arguments(asked.getArguments()))));
    Fields.of("Lineage", Lineage.class)
        .field("states", lineage -> lineage.states().get())
        .field("keys", lineage -> lineage.graph().keys())
        .field("groupNames", lineage -> lineage.graph().groups().values())
        .field("groups", lineage -> lineage.graph().groups().places())
        .field("locationNames", lineage -> lineage.graph().locations().values())
        .field("locations", lineage -> lineage.graph().locations().places())
        .field("kindSets", lineage -> lineage.graph().kinds().values())
        .field("kinds", lineage -> lineage.graph().kinds().places())
        .field("from", lineage -> lineage.graph().from())
        .field("to", lineage -> lineage.graph().to())
        .wire(wiring);
    Fields.of("PartitionChoice", PartitionChoice.class).wire(wiring);
    Fields.of("AssetHealth", AssetHealth.class)
        .field(
            "states",
            health ->
                health.states().entrySet().stream()
                    .map(each -> new StateCount(each.getKey(), each.getValue()))
                    .toList())
        .wire(wiring);
    Fields.of("AssetStateCount", StateCount.class).wire(wiring);
    Fields.of("FailedAsset", StoredTry.class)
        .field("asset", tried -> tried.place().asset())
        .field("partition", tried -> tried.place().partition())
        .field("time", StoredTry::ended)
        .wire(wiring);
    Fields.of("FailedCheck", AssetFact.class)
        .field("asset", fact -> fact.fact().row().place().asset())
        .field("fact", fact -> fact)
        .wire(wiring);
  }

  private AssetHealth health(Arguments arguments) {
    return assets.health(arguments.number("limit", 1, MOST_PROBLEMS));
  }

  private Lineage lineage(Arguments arguments) {
    String select = arguments.text("select");
    List<DefinedAsset> chosen = assets.select(select);
    if (chosen.size() > MOST_ASSETS) {
      throw new BadRequest(
          "selection '%s' chooses %,d assets, but a graph has %,d at most; select fewer, such as a group"
              .formatted(select, chosen.size(), MOST_ASSETS));
    }
    return new Lineage(graph(chosen), new OnDemand<>(() -> assets.states(chosen)));
  }

  /// That of all assets is asked for most, and made anew only when these are others.
  @SuppressWarnings("ReferenceEquality") // of the same assets the daemon gives the same list
  private Graph graph(List<DefinedAsset> chosen) {
    Graph made = newest.get();
    if (made != null && made.of() == chosen) {
      return made;
    }
    Graph another = Graph.of(chosen);
    if (chosen.size() >= LEAST_KEPT) {
      newest.set(another);
    }
    return another;
  }

  private Optional<PartitionChoice> partitions(Arguments arguments) {
    String containing = arguments.text("containing");
    int limit = arguments.number("limit", 1, MOST_PARTITIONS);
    return assets.choice(nodes(arguments), containing, limit);
  }

  /// The nodes of the job, or of what is selected of it, or of the assets that a selection names.
  private List<NodeSnapshot> nodes(Arguments arguments) {
    Optional<String> location = arguments.findText("location");
    location.ifPresent(this::requireLocation);
    Optional<String> select = arguments.findText("select").filter(text -> !text.isBlank());
    Optional<Found> found = arguments.findText("job").map(name -> job(location, name));
    if (found.isPresent() && found.get().job().assets().isEmpty()) {
      return found.get().nodes(select);
    }
    return select.or(() -> found.flatMap(it -> it.job().assets())).map(assets::select).stream()
        .flatMap(List::stream)
        .filter(asset -> location.map(asset.location()::equals).orElse(true))
        .map(DefinedAsset::node)
        .toList();
  }

  private void requireLocation(String name) {
    List<String> names = operations.locations().stream().map(LocationStatus::name).toList();
    if (!names.contains(name)) {
      throw new BadRequest(
          "there is no location '%s'%s".formatted(name, Nearest.hint(name, names)));
    }
  }

  /// A job where it is defined.
  private record Found(LocationSnapshot location, JobSnapshot job) {
    List<NodeSnapshot> nodes(Optional<String> select) {
      return select.map(text -> JobOps.select(location, job, text)).orElseGet(job::nodes);
    }
  }

  private Found job(Optional<String> location, String name) {
    List<Found> all =
        operations.locations().stream()
            .filter(status -> location.map(status.name()::equals).orElse(true))
            .flatMap(status -> status.served().stream())
            .flatMap(served -> served.jobs().stream().map(job -> new Found(served, job)))
            .toList();
    return all.stream()
        .filter(found -> found.job().name().equals(name))
        .findFirst()
        .orElseThrow(() -> {
          List<String> names = all.stream().map(found -> found.job().name()).toList();
          String where = location.map(" in location '%s'"::formatted).orElse("");
          return new BadRequest(
              "there is no job '%s'%s%s".formatted(name, where, Nearest.hint(name, names)));
        });
  }
}
