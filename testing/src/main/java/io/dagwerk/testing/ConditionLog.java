package io.dagwerk.testing;

import io.dagwerk.automation.condition.Fact;
import io.dagwerk.automation.condition.Fact.Data;
import io.dagwerk.automation.condition.Fact.End;
import io.dagwerk.automation.condition.Fact.Result;
import io.dagwerk.automation.condition.Place;
import io.dagwerk.automation.condition.RunFacts;
import io.dagwerk.automation.condition.Subject;
import io.dagwerk.automation.condition.Subject.OfAsset;
import io.dagwerk.automation.condition.Subject.OfCheck;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What conditions are told of the runs on a virtual clock, in one order.
final class ConditionLog {
  private final Map<String, NodeSnapshot> nodes = new HashMap<>();
  private final Map<AssetKey, Optional<Partitions>> partitions = new HashMap<>();
  private final Map<Subject, Map<Optional<PartitionKey>, String>> versions = new HashMap<>();
  private final List<Fact> facts = new ArrayList<>();
  private long position;

  ConditionLog(LocationSnapshot location) {
    for (NodeSnapshot node : location.nodes()) {
      nodes.put(node.name(), node);
      node.assets().forEach(asset -> partitions.put(asset, node.partitions()));
    }
  }

  long position() {
    return position;
  }

  /// The facts after a place, in order.
  List<Fact> after(long place) {
    return facts.stream().filter(fact -> fact.place().position() > place).toList();
  }

  private Place next(Instant now) {
    position++;
    return Place.of(position, now);
  }

  /// What was there before the clock started.
  void known(AssetKey asset, Stream<Optional<PartitionKey>> keys, Moment moment) {
    PartitionSubset there =
        keys.map(key -> number(asset, key, moment.sets()))
            .reduce(PartitionSubset.none(), PartitionSubset::or);
    if (!there.isEmpty()) {
      facts.add(new Fact.Known(next(moment.now()), new OfAsset(asset), there));
    }
  }

  /// When facts are told, and the partitions that exist then.
  record Moment(Instant now, PartitionSets sets) {}

  /// All that a run did, from the moment when it was queued.
  void ended(RunRecord run, SequencedMap<String, String> tags, Moment moment) {
    Telling telling = new Telling(run, tags, moment);
    telling.begin();
    run.events().forEach(telling::event);
    telling.end();
  }

  private PartitionSubset number(AssetKey asset, Optional<PartitionKey> key, PartitionSets sets) {
    Optional<Partitions> definition = partitions.getOrDefault(asset, Optional.empty());
    if (definition.isEmpty() || key.isEmpty()) {
      return definition.isEmpty() && key.isEmpty() ? PartitionSubset.of(0) : PartitionSubset.none();
    }
    return PartitionSubset.of(sets.of(definition.get()).indexOf(key.get()).stream());
  }

  /// The facts of one run.
  private final class Telling {
    private final RunRecord run;
    private final Moment moment;
    private final RunFacts about;
    private final Map<StepKey, End> ends;
    private final Map<StepKey, Place> reading = new HashMap<>();
    private final SequencedMap<Subject, PartitionSubset> left;

    Telling(RunRecord run, SequencedMap<String, String> tags, Moment moment) {
      this.run = run;
      this.moment = moment;
      this.left = new LinkedHashMap<>();
      run.plan()
          .steps()
          .values()
          .forEach(step ->
              subjects(step)
                  .forEach(
                      subject -> left.merge(subject, numbers(subject, step), PartitionSubset::or)));
      this.about = new RunFacts(run.run(), tags, left);
      this.ends =
          run.events()
              .flatMap(event -> end(event).stream())
              .collect(Collectors.toMap(Ended::step, Ended::end, (_, last) -> last));
    }

    private record Ended(StepKey step, End end) {}

    private static Optional<Ended> end(Event event) {
      return switch (event) {
        case Event.StepFailed failed -> Optional.of(new Ended(failed.step(), End.FAILED));
        case Event.StepAbandoned left -> Optional.of(new Ended(left.step(), End.FAILED));
        case Event.StepCanceled canceled -> Optional.of(new Ended(canceled.step(), End.CANCELED));
        case Event.StepSucceeded good -> Optional.of(new Ended(good.step(), End.LEFT_OUT));
        case Event.StepSkipped skipped -> Optional.of(new Ended(skipped.step(), End.LEFT_OUT));
        default -> Optional.empty();
      };
    }

    /// What a step is to update; nothing if stored outputs stand in for it.
    private Stream<Subject> subjects(Plan.Step step) {
      if (step.reuse().isPresent()) {
        return Stream.of();
      }
      Stream<Subject> judged =
          Optional.ofNullable(nodes.get(step.key().node())).stream()
              .flatMap(node -> node.check().stream())
              .map(check -> new OfCheck(check.asset(), check.name()));
      return Stream.concat(
          judged,
          step.outputs().stream().flatMap(output -> output.asset().stream()).map(OfAsset::new));
    }

    private PartitionSubset numbers(Subject subject, Plan.Step step) {
      return step.partitions().isEmpty()
          ? number(assetOf(subject), Optional.empty(), moment.sets())
          : step.partitions().stream()
              .map(key -> number(assetOf(subject), Optional.of(key), moment.sets()))
              .reduce(PartitionSubset.none(), PartitionSubset::or);
    }

    private static AssetKey assetOf(Subject subject) {
      return switch (subject) {
        case OfAsset(AssetKey asset) -> asset;
        case OfCheck(AssetKey asset, _) -> asset;
        case Subject.OfJob job -> throw new IllegalArgumentException(job + " is no asset");
      };
    }

    void begin() {
      Place queued = next(moment.now());
      left.forEach(
          (subject, numbers) -> facts.add(new Fact.Began(queued, subject, numbers, run.run())));
    }

    void event(Event event) {
      switch (event) {
        case Event.StepStarted started -> reading.put(started.step(), here());
        case Event.StepRestarted again -> reading.put(again.step(), here());
        case Event.AssetMaterialized made when ends.get(made.step()) == End.LEFT_OUT ->
            updated(made);
        case Event.CheckEvaluated check -> evaluated(check);
        default -> {}
      }
    }

    private Place here() {
      return Place.of(position, moment.now());
    }

    private Place readingFrom(StepKey step) {
      return reading.getOrDefault(step, here());
    }

    private void updated(Event.AssetMaterialized made) {
      Subject subject = new OfAsset(made.asset());
      PartitionSubset number = number(made.asset(), made.partition(), moment.sets());
      Optional<String> before =
          made.dataVersion()
              .flatMap(version ->
                  Optional.ofNullable(
                      versions
                          .computeIfAbsent(subject, _ -> new HashMap<>())
                          .put(made.partition(), version)));
      Data data =
          before.isPresent() && before.equals(made.dataVersion()) ? Data.SAME : Data.CHANGED;
      Place from = readingFrom(made.step());
      facts.add(
          new Fact.Updated(next(moment.now()), subject, number, Optional.of(about), from, data));
      done(subject, number);
    }

    private void evaluated(Event.CheckEvaluated check) {
      Subject subject = new OfCheck(check.asset(), check.check());
      PartitionSubset number = number(check.asset(), check.partition(), moment.sets());
      Place from = readingFrom(check.step());
      facts.add(
          new Fact.Evaluated(
              next(moment.now()),
              subject,
              number,
              Optional.of(about),
              from,
              check.passed() ? Result.PASSED : Result.FAILED));
      done(subject, number);
    }

    private void done(Subject subject, PartitionSubset number) {
      left.computeIfPresent(subject, (_, rest) -> rest.minus(number));
    }

    /// What it was to update and did not.
    void end() {
      RunId id = run.run();
      for (Plan.Step step : run.plan().steps().values()) {
        subjects(step)
            .forEach(subject -> {
              PartitionSubset rest =
                  left.getOrDefault(subject, PartitionSubset.none()).and(numbers(subject, step));
              if (!rest.isEmpty()) {
                Place from = readingFrom(step.key());
                End end = ends.getOrDefault(step.key(), End.FAILED);
                facts.add(new Fact.Ended(next(moment.now()), subject, rest, id, from, end));
                done(subject, rest);
              }
            });
      }
    }
  }
}
