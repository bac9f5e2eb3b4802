package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.PastRuns;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Answers what is asked of many runs at once: timelines, histories, matrices and comparisons.
final class PastFields {
  private static final int MOST_PER_JOB = 1_000;
  private static final int MOST_COLUMNS = 1_000;
  private static final int MOST_ASSETS = 100;
  private static final int MOST_ROWS = 500;
  private static final int MOST_PAIRS = 5_000;

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
            .dataFetcher(
                "history",
                asked ->
                    histories.ofJob(new Arguments(asked.getArguments()), Fields.readOnce(asked)))
            .dataFetcher(
                "assetHistory", asked -> histories.ofAsset(new Arguments(asked.getArguments())))
            .dataFetcher("jobMatrix", asked -> jobMatrix(new Arguments(asked.getArguments())))
            .dataFetcher(
                "lastSteps",
                asked ->
                    new LastSteps(operations, stories)
                        .of(new Arguments(asked.getArguments()), Fields.budget(asked)))
            .dataFetcher("assetMatrix", asked -> assetMatrix(new Arguments(asked.getArguments())))
            .dataFetcher(
                "runComparison",
                asked -> comparison(new Arguments(asked.getArguments()), Fields.budget(asked))));
    Fields.of("StepOfRun", LastSteps.StepOfRun.class).wire(wiring);
    Fields.of("TimelineRow", RunHistory.Timeline.Row.class)
        .field("leftOut", row -> row.overlapping() - row.runs().size())
        .wire(wiring);
    Fields.of("History", History.class)
        .field("leftOut", history -> (int) Math.min(Integer.MAX_VALUE, history.bounds().leftOut()))
        .field("after", history -> history.bounds().after())
        .field("isWhole", history -> history.bounds().isWhole())
        .field("isMeasured", history -> history.bounds().isMeasured())
        .wire(wiring);
    Fields.of("RunComparison", Comparison.class)
        .field("steps", comparison -> comparison.steps().items())
        .field("after", comparison -> comparison.steps().after())
        .wire(wiring);
    Fields.of("StepPair", Comparison.Pair.class).field("key", Comparison.Pair::step).wire(wiring);
    Fields.of("Matrix", Matrix.class)
        .field("leftOut", matrix -> matrix.rest().leftOut())
        .field("after", matrix -> matrix.rest().after())
        .field("isWhole", matrix -> matrix.rest().isWhole())
        .wire(wiring);
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
            new RunHistory.Jobs(arguments.findText("location"), jobs(arguments)),
            arguments.number("perJob", 1, MOST_PER_JOB));
  }

  /// @throws BadRequest for too many
  private static List<String> jobs(Arguments arguments) {
    List<String> jobs = arguments.texts("jobs").stream().distinct().toList();
    if (jobs.size() > RunHistory.MOST_NAMES) {
      throw new BadRequest(
          "expected up to %,d 'jobs', but found %,d".formatted(RunHistory.MOST_NAMES, jobs.size()));
    }
    return jobs;
  }

  private Matrix jobMatrix(Arguments arguments) {
    RunHistory.Jobs job =
        RunHistory.Jobs.named(arguments.text("job")).of(arguments.findText("location"));
    List<String> asked = columns(arguments);
    List<String> partitions =
        asked.isEmpty() ? latest(job, arguments.number("limit", 1, MOST_COLUMNS)) : asked;
    PastRuns past = operations.past();
    Map<String, StoredRun> newest = past.newest(job, partitions);
    List<RunId> runs = newest.values().stream().map(StoredRun::id).toList();
    StepNames names =
        past.names(
            runs,
            StepCursor.find(arguments, "rowAfter"),
            arguments.number("rowLimit", 1, MOST_ROWS));
    List<String> shown = names.names().stream().map(StepNames.Name::text).toList();
    RunHistory.Steps steps =
        past.steps(shown.isEmpty() ? List.of() : runs, shown, RunHistory.MOST_STEPS);
    Optional<String> after =
        names.leftOut() > 0
            ? Optional.of(StepCursor.text(names.names().getLast()))
            : Optional.empty();
    return Matrix.ofSteps(
        partitions,
        newest,
        shown,
        steps,
        new Matrix.Rest(names.leftOut(), after, names.isWhole() && steps.isWhole()));
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
  private List<String> latest(RunHistory.Jobs job, int limit) {
    RunFilter named = RunFilter.all().ofJob(job.names().getFirst());
    RunFilter filter =
        job.location()
            .map(location -> named.with(named.details().ofLocation(location)))
            .orElse(named);
    List<String> all =
        operations.list(filter, Optional.empty(), Runs.MOST).stream()
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
    Map<AssetKey, Map<String, Matrix.Made>> made = made(assets, keys);
    Map<AssetKey, Map<String, RunHistory.Unmade>> unmade = new HashMap<>();
    operations
        .past()
        .unmade(assets, keys)
        .forEach(each ->
            unmade
                .computeIfAbsent(each.asset(), _ -> new HashMap<>())
                .put(each.partition().text(), each));
    return new Matrix(
        partitions.stream().map(Matrix.Column::of).toList(),
        assets.stream()
            .map(asset ->
                Matrix.ofAsset(
                    asset.toString(),
                    partitions,
                    made.getOrDefault(asset, Map.of()),
                    unmade.getOrDefault(asset, Map.of())))
            .toList(),
        Matrix.Rest.NONE);
  }

  private Map<AssetKey, Map<String, Matrix.Made>> made(
      List<AssetKey> assets, List<PartitionKey> partitions) {
    List<LedgerRow.AssetPlace> places =
        assets.stream()
            .flatMap(asset ->
                partitions.stream().map(key -> new LedgerRow.AssetPlace(asset, Optional.of(key))))
            .toList();
    List<StoredValue> values = operations.assets().values(places);
    Set<RunId> runs =
        operations.past().existing(values.stream().map(StoredValue::run).distinct().toList());
    Map<AssetKey, Map<String, Matrix.Made>> made = new HashMap<>();
    values.forEach(value ->
        value
            .place()
            .partition()
            .ifPresent(key ->
                made.computeIfAbsent(value.place().asset(), _ -> new HashMap<>())
                    .put(key.text(), new Matrix.Made(value.run(), runs.contains(value.run())))));
    return made;
  }

  private Optional<Comparison> comparison(Arguments arguments, LogBudget budget) {
    Optional<StepKey> after = arguments.findText("stepAfter").map(RunFields::stepKey);
    int limit = arguments.number("stepLimit", 1, MOST_PAIRS);
    Optional<StoredRun> left = operations.find(arguments.run("left"));
    Optional<StoredRun> right = operations.find(arguments.run("right"));
    return left.flatMap(one ->
        right.map(other ->
            new Comparison(
                one,
                other,
                Page.first(
                    Comparison.pairs(
                        steps(one, after, limit, budget), steps(other, after, limit, budget)),
                    pair -> pair.step().toString(),
                    limit),
                Comparison.changes(operations.config(one.id()), operations.config(other.id())))));
  }

  /// The first pairs are among the first steps of both.
  private List<ShownStep> steps(
      StoredRun run, Optional<StepKey> after, int limit, LogBudget budget) {
    return ShownStep.of(
        operations.steps(run.id(), after, limit + 1), () -> stories.of(run, budget));
  }
}
