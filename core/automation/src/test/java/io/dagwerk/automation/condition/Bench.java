package io.dagwerk.automation.condition;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.Stream;

/// An instance held in the hand: a graph, a log that the test writes, a clock that it moves.
final class Bench {
  static final Instant START = Instant.parse("2001-01-10T00:00:00Z");

  private final List<Fact> log = new ArrayList<>();
  private final SequencedMap<String, List<PartitionKey>> dynamicKeys = new LinkedHashMap<>();
  private ConditionGraph graph;
  private ConditionState state = ConditionState.startingAt(START);
  private Instant now = START;
  private long position;
  private int runs;

  Bench(TestAsset... assets) {
    graph = graph(assets);
  }

  private static ConditionGraph graph(TestAsset... assets) {
    return ConditionGraph.of(Stream.of(assets).map(TestAsset::made).toList(), List.of());
  }

  /// Other code is loaded; what was evaluated stays.
  Bench reload(TestAsset... assets) {
    graph = graph(assets);
    return this;
  }

  Bench with(ConditionJob job, TestAsset... assets) {
    graph = ConditionGraph.of(Stream.of(assets).map(TestAsset::made).toList(), List.of(job));
    return this;
  }

  Bench keys(String dynamic, String... keys) {
    dynamicKeys.put(dynamic, Stream.of(keys).map(PartitionKey::of).toList());
    return this;
  }

  ConditionGraph graph() {
    return graph;
  }

  ConditionState state() {
    return state;
  }

  Instant now() {
    return now;
  }

  Bench at(String instant) {
    now = Instant.parse(instant);
    return this;
  }

  Bench after(Duration time) {
    now = now.plus(time);
    return this;
  }

  /// The place of the newest event.
  Place here() {
    return Place.of(position, now);
  }

  Place next() {
    position++;
    return here();
  }

  RunFacts run(String... targets) {
    SequencedMap<Subject, PartitionSubset> subjects = new LinkedHashMap<>();
    for (String target : targets) {
      subjects.put(subject(target), partitions(target));
    }
    return RunFacts.of(new RunId(new UUID(1, ++runs)), subjects);
  }

  /// What a text such as `p1@2001-01-05` or `p1.check` names.
  Subject subject(String text) {
    String name = text.split("@", 2)[0];
    int dot = name.indexOf('.');
    return dot < 0
        ? Subject.asset(name)
        : Subject.check(name.substring(0, dot), name.substring(dot + 1));
  }

  PartitionSubset partitions(String text) {
    String[] parts = text.split("@", 2);
    return graph
        .partitions(subject(text))
        .map(definition -> PartitionSubset.of(number(definition, parts[1])))
        .orElse(PartitionSubset.of(0));
  }

  private long number(Partitions definition, String key) {
    return new PartitionSets(now, dynamicKeys).of(definition).numberOf(PartitionKey.of(key));
  }

  Bench record(Fact fact) {
    log.add(fact);
    return this;
  }

  /// Somebody reports a new value.
  Bench updated(String... targets) {
    for (String target : targets) {
      Place place = next();
      record(updated(target, place, Optional.empty(), place, Fact.Data.CHANGED));
    }
    return this;
  }

  /// A run updates what it was to update, having begun to read at a place.
  Bench updated(String target, RunFacts run, Place readingFrom) {
    return record(updated(target, next(), Optional.of(run), readingFrom, Fact.Data.CHANGED));
  }

  Fact updated(
      String target, Place place, Optional<RunFacts> run, Place readingFrom, Fact.Data data) {
    return new Fact.Updated(place, subject(target), partitions(target), run, readingFrom, data);
  }

  Bench evaluated(String target, Fact.Result result) {
    Place place = next();
    return record(
        new Fact.Evaluated(
            place, subject(target), partitions(target), Optional.empty(), place, result));
  }

  Bench began(RunFacts run) {
    run.subjects()
        .forEach((subject, some) -> record(new Fact.Began(next(), subject, some, run.id())));
    return this;
  }

  Bench ended(String target, RunFacts run, Place readingFrom, Fact.End end) {
    return record(
        new Fact.Ended(next(), subject(target), partitions(target), run.id(), readingFrom, end));
  }

  Facts facts() {
    return new Facts(now, position, log, dynamicKeys, new LinkedHashMap<>());
  }

  /// Evaluates, and keeps what comes of it.
  Evaluation evaluate() {
    return keep(new ConditionEvaluator(graph).evaluate(state, facts()));
  }

  Evaluation keep(Evaluation evaluation) {
    state = evaluation.next();
    return evaluation;
  }

  /// Evaluates; what is requested, such as `p3@2001-01-05`, in order.
  List<String> requests() {
    return texts(evaluate());
  }

  List<String> texts(Evaluation evaluation) {
    List<String> texts = new ArrayList<>();
    evaluation
        .requests()
        .forEach((subject, some) -> keys(subject, some).forEach(key -> texts.add(subject + key)));
    return texts;
  }

  private List<String> keys(Subject subject, PartitionSubset some) {
    return graph
        .partitions(subject)
        .map(definition ->
            new PartitionSets(now, dynamicKeys)
                .of(definition)
                .keys(some)
                .map(key -> "@" + key)
                .toList())
        .orElse(List.of(""));
  }

  /// The runs that are requested, such as `a b at 2001-01-05`.
  List<String> runs(Evaluation evaluation) {
    List<String> texts = new ArrayList<>();
    for (RequestedRun run : evaluation.runs()) {
      List<String> names = run.subjects().stream().map(Subject::toString).toList();
      List<String> keys = keys(run.subjects().getFirst(), run.requested());
      texts.add(String.join(" ", names) + String.join("", keys));
    }
    return texts;
  }

  List<String> why(Evaluation evaluation, String target) {
    Explanation explanation =
        Optional.ofNullable(evaluation.explanations().get(subject(target))).orElseThrow();
    Optional<PartitionKey> key =
        target.contains("@")
            ? Optional.of(PartitionKey.of(target.split("@", 2)[1]))
            : Optional.empty();
    return new Why(graph, facts()).of(explanation, key);
  }
}
