package io.dagwerk.graphql;

import io.dagwerk.daemon.AssetFact;
import io.dagwerk.daemon.Assets;
import io.dagwerk.daemon.Operations;
import io.dagwerk.graphql.History.By;
import io.dagwerk.graphql.History.Point;
import io.dagwerk.graphql.History.RunsOf;
import io.dagwerk.graphql.History.Series;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.FactQuery;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StepNames;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads what jobs, steps and assets came to over time.
final class Histories {
  /// The most points.
  static final int MOST_POINTS = 2_000;

  /// The most series.
  static final int MOST_SERIES = 200;

  private static final double NANOS = 1e9;

  private final Operations operations;

  Histories(Operations operations) {
    this.operations = operations;
  }

  /// The newest runs in the span that pass, and whether these are all.
  private record Found(List<StoredRun> runs, boolean isWhole) {}

  private record AskedRuns(RunFilter filter) implements ReadOnce.Asked<Found> {
    @Override
    public Class<Found> type() {
      return Found.class;
    }
  }

  private record AskedNames(RunFilter filter, Optional<StepNames.Name> after, int limit)
      implements ReadOnce.Asked<StepNames> {
    @Override
    public Class<StepNames> type() {
      return StepNames.class;
    }
  }

  /// @param names empty for all
  private record AskedSteps(RunFilter filter, List<String> names)
      implements ReadOnce.Asked<RunHistory.Steps> {
    @Override
    public Class<RunHistory.Steps> type() {
      return RunHistory.Steps.class;
    }
  }

  /// Values of steps, by name and run.
  ///
  /// @param isWhole whether all steps were read
  /// @param isMeasured whether all of them were measured
  private record Values(
      Map<String, Map<RunId, Double>> byName, boolean isWhole, boolean isMeasured) {
    Map<RunId, Double> of(String name) {
      return byName.getOrDefault(name, Map.of());
    }
  }

  /// What a job, or its steps, came to.
  History ofJob(Arguments arguments, ReadOnce once) {
    By by = arguments.constant("by", By.class);
    Measure measure = arguments.constant("measure", Measure.class);
    boolean isOfSteps = arguments.values().get("steps") != null;
    RunFilter filter = filter(arguments);
    Found found = once.of(new AskedRuns(filter), () -> found(filter));
    RunsOf runs = RunsOf.of(found.runs(), by);
    if (!isOfSteps) {
      Map<RunId, Double> values = new HashMap<>();
      found.runs().forEach(run -> measure.of(run).ifPresent(value -> values.put(run.id(), value)));
      Series job = runs.series(Optional.empty(), values, measure.isLength());
      return new History(
          runs.points(), List.of(job), List.of(), History.Bounds.of(found.isWhole()));
    }
    Past past = new Past(filter, found.runs(), once);
    StepNames names = names(past, arguments);
    List<String> shown = names.names().stream().map(StepNames.Name::text).toList();
    Values values = values(past, shown, measure);
    List<Series> series =
        shown.stream()
            .map(name -> runs.series(Optional.of(name), values.of(name), measure.isLength()))
            .toList();
    Optional<String> after =
        names.leftOut() > 0
            ? Optional.of(StepCursor.text(names.names().getLast()))
            : Optional.empty();
    return new History(
        runs.points(),
        series,
        List.of(),
        new History.Bounds(
            names.leftOut(),
            after,
            found.isWhole() && values.isWhole() && names.isWhole(),
            values.isMeasured()));
  }

  /// Those that are named, or else a page of all.
  private StepNames names(Past past, Arguments arguments) {
    List<String> only =
        arguments.texts("steps").stream()
            .map(RunFields::stepKey)
            .map(StepKey::toString)
            .distinct()
            .toList();
    if (only.size() > MOST_SERIES) {
      throw new BadRequest(
          "expected up to %d 'steps', but found %d".formatted(MOST_SERIES, only.size()));
    }
    return only.isEmpty()
        ? past.names(
            StepCursor.find(arguments, "stepAfter"), arguments.number("stepLimit", 1, MOST_SERIES))
        : new StepNames(only.stream().map(name -> new StepNames.Name(name, 0)).toList(), 0, true);
  }

  private static RunFilter filter(Arguments arguments) {
    RunFilter filter = RunFilter.all().ofJob(arguments.text("job"));
    var details = filter.details().createdIn(arguments.span("span"));
    return filter.with(arguments.findText("location").map(details::ofLocation).orElse(details));
  }

  /// One more than is shown is looked for, so that it is known whether there are more.
  private Found found(RunFilter filter) {
    List<StoredRun> runs = new ArrayList<>();
    List<StoredRun> page;
    int limit;
    do {
      Optional<RunId> last = runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast().id());
      limit = Math.min(Runs.MOST, MOST_POINTS + 1 - runs.size());
      page = operations.list(filter, last, limit);
      runs.addAll(page);
    } while (page.size() == limit && runs.size() <= MOST_POINTS);
    return new Found(runs.stream().limit(MOST_POINTS).toList(), runs.size() <= MOST_POINTS);
  }

  /// Steps of runs that pass a filter.
  private final class Past {
    private final RunFilter filter;
    private final List<StoredRun> runs;
    private final ReadOnce once;

    Past(RunFilter filter, List<StoredRun> runs, ReadOnce once) {
      this.filter = filter;
      this.runs = runs;
      this.once = once;
    }

    StepNames names(Optional<StepNames.Name> after, int limit) {
      return once.of(
          new AskedNames(filter, after, limit), () -> operations.past().names(ids(), after, limit));
    }

    /// @param names empty for all
    RunHistory.Steps steps(List<String> names) {
      return once.of(
          new AskedSteps(filter, names),
          () -> operations.past().steps(ids(), names, RunHistory.MOST_STEPS));
    }

    private List<RunId> ids() {
      return runs.stream().map(StoredRun::id).toList();
    }
  }

  private Values values(Past past, List<String> names, Measure measure) {
    boolean isWaiting = measure == Measure.WAITING;
    if (names.isEmpty()) {
      return new Values(Map.of(), true, true);
    }
    RunHistory.Steps steps = past.steps(isWaiting ? List.of() : names);
    Waiting waiting =
        isWaiting ? Waiting.of(operations.past(), past.runs, steps) : Waiting.NOT_ASKED;
    Set<String> shown = Set.copyOf(names);
    Map<String, Map<RunId, Double>> values = new HashMap<>();
    for (StoredRun run : past.runs) {
      Optional<String> partition = Optional.ofNullable(run.run().tags().get(RunTags.PARTITIONS));
      for (StoredStep step : steps.of(run.id())) {
        String key = step.step().toString();
        String name = shown.contains(key) ? key : StepNames.of(step.step(), partition);
        measure
            .of(step, waiting.ready(run.id(), step.step()))
            .ifPresent(
                value -> values.computeIfAbsent(name, _ -> new HashMap<>()).put(run.id(), value));
      }
    }
    return new Values(values, steps.isWhole(), waiting.isWhole());
  }

  /// A number that materializations, or evaluations of a check of an asset told.
  History ofAsset(Arguments arguments) {
    By by = arguments.constant("by", By.class);
    if (by == By.SCHEDULED_TIME) {
      throw new BadRequest(
          "expected 'by' to be RUN or PARTITION, but found SCHEDULED_TIME, which facts of assets do not have");
    }
    Assets.FoundFacts found =
        operations
            .assets()
            .found(
                new FactQuery(
                    arguments.asset("key"), arguments.findText("check"), arguments.span("span")),
                MOST_POINTS);
    List<AssetFact> facts = found.facts();
    boolean isByPartition = by == By.PARTITION;
    Map<String, AssetFact> byKey = new HashMap<>();
    List<Point> points = new ArrayList<>();
    for (AssetFact fact : facts.reversed()) {
      Point point = point(fact, isByPartition);
      byKey.put(point.key(), fact);
      points.add(point);
    }
    List<Point> shown = isByPartition ? History.ordered(points) : points;
    TreeSet<String> numbers = new TreeSet<>();
    facts.forEach(fact ->
        metadata(fact)
            .values()
            .forEach((name, value) -> number(value).ifPresent(_ -> numbers.add(name))));
    String name =
        arguments.findText("number").orElseGet(() -> numbers.isEmpty() ? "" : numbers.first());
    List<Optional<Double>> values =
        shown.stream()
            .map(point ->
                Optional.ofNullable(byKey.get(point.key()))
                    .flatMap(fact -> Optional.ofNullable(metadata(fact).values().get(name)))
                    .flatMap(Histories::number))
            .toList();
    return new History(
        shown,
        List.of(Series.of(Optional.empty(), values, List.of())),
        List.copyOf(numbers),
        History.Bounds.of(found.isWhole()));
  }

  private static Point point(AssetFact fact, boolean isByPartition) {
    Optional<RunId> run =
        fact.reportedBy().isPresent() ? Optional.empty() : Optional.of(fact.fact().run());
    String number = Long.toString(fact.fact().number());
    String key =
        isByPartition
            ? fact.fact().row().place().partition().map(PartitionKey::text).orElse("")
            : number;
    return new Point(key, run, fact.fact().row().at(), Optional.empty(), false);
  }

  private static Metadata metadata(AssetFact fact) {
    return fact.event() instanceof Event.WithMetadata with ? with.metadata() : Metadata.none();
  }

  private static Optional<Double> number(MetadataValue value) {
    return switch (value) {
      case MetadataValue.Amount(var amount) -> Optional.of(amount.doubleValue());
      case MetadataValue.Length(var length) -> Optional.of(length.toNanos() / NANOS);
      default -> Optional.empty();
    };
  }
}
