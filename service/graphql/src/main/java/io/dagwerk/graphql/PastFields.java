package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.daemon.Operations;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StoredRun;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Answers what is asked of many runs at once: timelines, histories, matrices and comparisons.
final class PastFields {
  private static final int MOST_PER_JOB = 1_000;
  private static final int MOST_COLUMNS = 1_000;
  private static final int MOST_ASSETS = 100;

  private final Operations operations;
  private final Histories histories;
  private final Stories stories;

  PastFields(Operations operations, Stories stories) {
    this.operations = operations;
    this.histories = new Histories(operations);
    this.stories = stories;
  }

  void wire(RuntimeWiring.Builder wiring) {
    wiring.type(
        TypeRuntimeWiring.newTypeWiring("Query")
            .dataFetcher("timeline", asked -> timeline(new Arguments(asked.getArguments())))
            .dataFetcher("history", asked -> histories.ofJob(new Arguments(asked.getArguments())))
            .dataFetcher(
                "assetHistory", asked -> histories.ofAsset(new Arguments(asked.getArguments())))
            .dataFetcher("jobMatrix", asked -> jobMatrix(new Arguments(asked.getArguments())))
            .dataFetcher("assetMatrix", asked -> assetMatrix(new Arguments(asked.getArguments())))
            .dataFetcher(
                "runComparison", asked -> comparison(new Arguments(asked.getArguments()))));
    Fields.of("TimelineRow", RunHistory.Timeline.Row.class)
        .field("leftOut", row -> row.overlapping() - row.runs().size())
        .wire(wiring);
    Fields.of("StepPair", Comparison.Pair.class).field("key", Comparison.Pair::step).wire(wiring);
    Fields.of("MatrixRow", Matrix.Row.class).field("failed", Matrix.Row::failed).wire(wiring);
  }

  private RunHistory.Timeline timeline(Arguments arguments) {
    Instant from = arguments.time("from");
    Instant to = arguments.time("to");
    if (!from.isBefore(to)) {
      throw new BadRequest(
          "expected 'from' to be before 'to', but found %s and %s".formatted(from, to));
    }
    return operations
        .past()
        .timeline(
            Span.of(from, to),
            arguments.texts("jobs"),
            arguments.number("perJob", 1, MOST_PER_JOB));
  }

  private Matrix jobMatrix(Arguments arguments) {
    String job = arguments.text("job");
    List<String> asked = columns(arguments);
    List<String> partitions =
        asked.isEmpty() ? latest(job, arguments.number("limit", 1, MOST_COLUMNS)) : asked;
    Map<String, StoredRun> newest = operations.past().newest(job, partitions);
    List<RunId> runs = newest.values().stream().map(StoredRun::id).toList();
    return Matrix.ofSteps(partitions, newest, operations.past().steps(runs, List.of()));
  }

  /// @throws BadRequest for too many
  private static List<String> columns(Arguments arguments) {
    List<String> partitions = arguments.texts("partitions");
    if (partitions.size() > MOST_COLUMNS) {
      throw new BadRequest(
          "expected up to %,d 'partitions', but found %,d"
              .formatted(MOST_COLUMNS, partitions.size()));
    }
    return partitions.stream().distinct().toList();
  }

  /// The partitions of the newest runs of a job, those that sort last.
  private List<String> latest(String job, int limit) {
    List<String> all =
        operations.list(RunFilter.all().ofJob(job), Optional.empty(), Runs.MOST).stream()
            .flatMap(run -> Optional.ofNullable(run.run().tags().get(RunTags.PARTITIONS)).stream())
            .distinct()
            .sorted()
            .toList();
    return all.subList(Math.max(0, all.size() - limit), all.size());
  }

  private Matrix assetMatrix(Arguments arguments) {
    List<AssetKey> assets = arguments.assets("keys");
    if (assets.size() > MOST_ASSETS) {
      throw new BadRequest(
          "expected up to %d 'keys', but found %d".formatted(MOST_ASSETS, assets.size()));
    }
    List<String> partitions = columns(arguments);
    List<PartitionKey> keys = arguments.partitions("partitions").stream().distinct().toList();
    Map<AssetKey, Map<String, RunId>> made = made(assets, keys);
    return new Matrix(
        partitions.stream()
            .map(partition -> new Matrix.Column(partition, Optional.empty()))
            .toList(),
        assets.stream()
            .map(asset ->
                Matrix.ofAsset(
                    asset.toString(),
                    partitions,
                    made.getOrDefault(asset, Map.of()),
                    unmade(asset, keys)))
            .toList());
  }

  private Map<AssetKey, Map<String, RunId>> made(
      List<AssetKey> assets, List<PartitionKey> partitions) {
    List<LedgerRow.AssetPlace> places =
        assets.stream()
            .flatMap(asset ->
                partitions.stream().map(key -> new LedgerRow.AssetPlace(asset, Optional.of(key))))
            .toList();
    Map<AssetKey, Map<String, RunId>> made = new HashMap<>();
    operations
        .assets()
        .values(places)
        .forEach(value ->
            value
                .place()
                .partition()
                .ifPresent(key ->
                    made.computeIfAbsent(value.place().asset(), _ -> new HashMap<>())
                        .put(key.text(), value.run())));
    return made;
  }

  private Map<String, RunHistory.Unmade> unmade(AssetKey asset, List<PartitionKey> partitions) {
    Map<String, RunHistory.Unmade> unmade = new TreeMap<>();
    operations
        .past()
        .unmade(asset, partitions)
        .forEach(each -> unmade.put(each.partition().text(), each));
    return unmade;
  }

  private Optional<Comparison> comparison(Arguments arguments) {
    Optional<StoredRun> left = operations.find(arguments.run("left"));
    Optional<StoredRun> right = operations.find(arguments.run("right"));
    return left.flatMap(one -> right.map(other -> comparison(one, other)));
  }

  private Comparison comparison(StoredRun left, StoredRun right) {
    var steps = operations.past().steps(List.of(left.id(), right.id()), List.of());
    return new Comparison(
        left,
        right,
        Comparison.pairs(
            ShownStep.of(steps.getOrDefault(left.id(), List.of()), () -> stories.of(left)),
            ShownStep.of(steps.getOrDefault(right.id(), List.of()), () -> stories.of(right))),
        Comparison.changes(operations.config(left.id()), operations.config(right.id())));
  }
}
