package io.dagwerk.graphql;

import io.dagwerk.daemon.AssetFact;
import io.dagwerk.daemon.Operations;
import io.dagwerk.daemon.PastRuns;
import io.dagwerk.graphql.History.By;
import io.dagwerk.graphql.History.Point;
import io.dagwerk.graphql.History.Series;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
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

  /// What a job, or its steps, came to.
  History ofJob(Arguments arguments) {
    By by = arguments.constant("by", By.class);
    Measure measure = arguments.constant("measure", Measure.class);
    Found found = found(filter(arguments));
    List<StoredRun> runs = History.chosen(found.runs(), by);
    List<Point> points = History.points(runs, by);
    if (arguments.values().get("steps") == null) {
      List<Optional<Double>> values = runs.stream().map(measure::of).toList();
      Series job = Series.of(Optional.empty(), points, values, measure.isLength());
      return new History(points, List.of(job), List.of(), 0, found.isWhole());
    }
    List<StepKey> only = arguments.texts("steps").stream().map(RunFields::stepKey).toList();
    if (only.size() > MOST_SERIES) {
      throw new BadRequest(
          "expected up to %d 'steps', but found %d".formatted(MOST_SERIES, only.size()));
    }
    Map<StepKey, Map<RunId, Double>> values = values(runs, only, measure);
    List<Series> series =
        values.entrySet().stream()
            .limit(MOST_SERIES)
            .map(step -> series(step.getKey(), step.getValue(), points, measure))
            .toList();
    return new History(points, series, List.of(), values.size() - series.size(), found.isWhole());
  }

  private static RunFilter filter(Arguments arguments) {
    RunFilter filter = RunFilter.all().ofJob(arguments.text("job"));
    var details = filter.details().createdIn(arguments.span("span"));
    return filter.with(arguments.findText("location").map(details::ofLocation).orElse(details));
  }

  private Found found(RunFilter filter) {
    List<StoredRun> runs = new ArrayList<>();
    List<StoredRun> page;
    do {
      Optional<RunId> last = runs.isEmpty() ? Optional.empty() : Optional.of(runs.getLast().id());
      page = operations.list(filter, last, Runs.MOST);
      runs.addAll(page);
    } while (page.size() == Runs.MOST && runs.size() < MOST_POINTS);
    return new Found(runs, page.size() < Runs.MOST);
  }

  private Map<StepKey, Map<RunId, Double>> values(
      List<StoredRun> runs, List<StepKey> only, Measure measure) {
    PastRuns past = operations.past();
    boolean isWaiting = measure == Measure.WAITING;
    SequencedMap<RunId, List<StoredStep>> steps =
        past.steps(runs.stream().map(StoredRun::id).toList(), isWaiting ? List.of() : only);
    Map<RunId, Plan> plans = isWaiting ? past.plans(runs) : Map.of();
    Map<StepKey, Map<RunId, Double>> values = new TreeMap<>();
    for (StoredRun run : runs) {
      List<StoredStep> ofRun = steps.getOrDefault(run.id(), List.of());
      Map<StepKey, Instant> ready =
          Optional.ofNullable(plans.get(run.id()))
              .map(plan -> ready(plan, run, ofRun))
              .orElse(Map.of());
      for (StoredStep step : ofRun) {
        if (only.isEmpty() || only.contains(step.step())) {
          measure
              .of(step, Optional.ofNullable(ready.get(step.step())))
              .ifPresent(value ->
                  values.computeIfAbsent(step.step(), _ -> new HashMap<>()).put(run.id(), value));
        }
      }
    }
    return values;
  }

  /// When all that each step needed had ended.
  private static Map<StepKey, Instant> ready(Plan plan, StoredRun run, List<StoredStep> steps) {
    Map<StepKey, Instant> ended = new HashMap<>();
    steps.forEach(step -> step.ended().ifPresent(end -> ended.put(step.step(), end)));
    Map<StepKey, Instant> ready = new HashMap<>();
    Upstreams.of(plan, steps.stream().map(StoredStep::step).toList())
        .byStep()
        .forEach((step, before) -> {
          if (ended.keySet().containsAll(before)) {
            before.stream()
                .flatMap(each -> Optional.ofNullable(ended.get(each)).stream())
                .max(Comparator.naturalOrder())
                .filter(
                    last -> run.times().started().map(start -> start.isBefore(last)).orElse(true))
                .or(() -> run.times().started())
                .ifPresent(at -> ready.put(step, at));
          }
        });
    return ready;
  }

  private static Series series(
      StepKey step, Map<RunId, Double> byRun, List<Point> points, Measure measure) {
    List<Optional<Double>> values =
        points.stream()
            .map(point -> point.run().flatMap(run -> Optional.ofNullable(byRun.get(run))))
            .toList();
    return Series.of(Optional.of(step.toString()), points, values, measure.isLength());
  }

  /// A number that materializations, observations or evaluations of a check of an asset told.
  History ofAsset(Arguments arguments) {
    AssetKey asset = arguments.asset("key");
    Optional<String> check = arguments.findText("check");
    Span span = arguments.span("span");
    List<AssetFact> facts = new ArrayList<>();
    boolean isWhole = read(asset, span, check, facts);
    boolean isByPartition = arguments.constant("by", By.class) == By.PARTITION;
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
    Series series = Series.of(Optional.empty(), shown, values, false);
    return new History(shown, List.of(series), List.copyOf(numbers), 0, isWhole);
  }

  /// @return whether all facts of the span were read
  private boolean read(AssetKey asset, Span span, Optional<String> check, List<AssetFact> facts) {
    Optional<Long> before = Optional.empty();
    while (facts.size() < MOST_POINTS) {
      List<AssetFact> page = operations.assets().history(asset, before, AssetStates.MOST);
      for (AssetFact each : page) {
        if (span.contains(each.fact().row().at()) && isOf(each, check)) {
          facts.add(each);
        }
      }
      boolean isLast =
          page.size() < AssetStates.MOST
              || span.from().filter(page.getLast().fact().row().at()::isBefore).isPresent();
      if (isLast) {
        return true;
      }
      before = Optional.of(page.getLast().fact().number());
    }
    return false;
  }

  private static boolean isOf(AssetFact fact, Optional<String> check) {
    return switch (fact.event()) {
      case Event.AssetMaterialized _ -> check.isEmpty();
      case Event.CheckEvaluated found -> check.filter(found.check()::equals).isPresent();
      default -> false;
    };
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
