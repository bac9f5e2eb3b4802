package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Fact.Data;
import io.dagwerk.automation.condition.Fact.End;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.UUID;

/// An instance in miniature: it evaluates now and then, launches what is requested, runs it step by
/// step, and meanwhile others update assets. Everything in one log, nothing in the order that would
/// be convenient.
final class Factory {
  private final ConditionGraph graph;
  private final Random random;
  private final List<Fact> log = new ArrayList<>();
  private final List<Work> queue = new ArrayList<>();
  private ConditionState state = ConditionState.startingAt(Scenario.START);
  private Instant now = Scenario.START;
  private long position;
  private int runs;

  /// What was requested, in order.
  final List<Request> requests = new ArrayList<>();

  record Request(Subject subject, PartitionSubset partitions, Place place) {}

  /// One step of a run: a subject that it has still to make.
  private record Work(RunFacts run, Subject subject, List<Subject> after, Optional<Place> reading) {
    PartitionSubset partitions() {
      return run.of(subject);
    }
  }

  Factory(ConditionGraph graph, Random random) {
    this.graph = graph;
    this.random = random;
  }

  List<Fact> log() {
    return log;
  }

  Place next() {
    now = now.plus(Duration.ofMinutes(random.nextInt(90)));
    return Place.of(++position, now);
  }

  /// Somebody outside updates an asset.
  void update(Subject subject) {
    Place place = next();
    existing(subject)
        .ifPresent(some ->
            log.add(new Fact.Updated(place, subject, some, Optional.empty(), place, Data.CHANGED)));
  }

  /// All of an asset is there.
  void fill(Subject subject) {
    Place place = next();
    PartitionSubset all =
        PartitionSubset.of(existingNumbers(subject).stream().mapToLong(Long::longValue));
    log.add(new Fact.Updated(place, subject, all, Optional.empty(), place, Data.CHANGED));
  }

  /// Somebody launches a run by hand.
  void launch(List<Subject> subjects) {
    existing(subjects.getFirst()).ifPresent(some -> begin(subjects, some));
  }

  private Optional<PartitionSubset> existing(Subject subject) {
    List<Long> all = existingNumbers(subject);
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            PartitionSubset.of(
                random.nextInt(4) > 0 ? all.getLast() : all.get(random.nextInt(all.size()))));
  }

  private List<Long> existingNumbers(Subject subject) {
    return OracleTimes.all(graph.partitions(subject)).stream()
        .filter(number -> OracleTimes.exists(graph.partitions(subject), number, now))
        .toList();
  }

  private void begin(List<Subject> subjects, PartitionSubset partitions) {
    SequencedMap<Subject, PartitionSubset> targets = new LinkedHashMap<>();
    subjects.forEach(subject -> targets.put(subject, partitions));
    RunFacts run = RunFacts.of(new RunId(new UUID(2, ++runs)), targets);
    for (Subject subject : subjects) {
      log.add(new Fact.Began(next(), subject, partitions, run.id()));
      List<Subject> after =
          graph.upstream(subject).stream().map(Link::to).filter(subjects::contains).toList();
      queue.add(new Work(run, subject, after, Optional.empty()));
    }
  }

  /// Something of a run goes on: a step begins to read, or ends.
  void work() {
    List<Work> able =
        queue.stream()
            .filter(work ->
                queue.stream()
                    .noneMatch(other ->
                        other.run().equals(work.run()) && work.after().contains(other.subject())))
            .toList();
    if (able.isEmpty()) {
      return;
    }
    Work work = able.get(random.nextInt(able.size()));
    queue.remove(work);
    if (work.reading().isEmpty()) {
      queue.add(new Work(work.run(), work.subject(), work.after(), Optional.of(next())));
    } else {
      end(work, work.reading().get());
    }
  }

  private void end(Work work, Place reading) {
    switch (random.nextInt(8)) {
      case 0 -> log.add(ended(work, reading, End.FAILED));
      case 1 -> log.add(ended(work, reading, End.LEFT_OUT));
      case 2 -> log.add(ended(work, reading, End.CANCELED));
      default ->
          log.add(
              new Fact.Updated(
                  next(),
                  work.subject(),
                  work.partitions(),
                  Optional.of(work.run()),
                  reading,
                  Data.CHANGED));
    }
  }

  private Fact ended(Work work, Place reading, End end) {
    return new Fact.Ended(next(), work.subject(), work.partitions(), work.run().id(), reading, end);
  }

  boolean isIdle() {
    return queue.isEmpty();
  }

  /// Evaluates; before the result is stored, more may happen.
  ///
  /// @param meanwhile what happens between evaluation and commit
  Evaluation evaluate(Runnable meanwhile) {
    List<Fact> fresh =
        log.stream().filter(fact -> fact.place().position() > state.position()).toList();
    Facts facts = Facts.of(now, position, fresh);
    Evaluation evaluation = new ConditionEvaluator(graph).evaluate(state, facts);
    Place place = Place.of(position, now);
    meanwhile.run();
    state = evaluation.next();
    evaluation
        .requests()
        .forEach((subject, some) -> requests.add(new Request(subject, some, place)));
    for (RequestedRun run : evaluation.runs()) {
      run.requested()
          .numbers()
          .forEach(number -> begin(run.subjects(), PartitionSubset.of(number)));
    }
    return evaluation;
  }
}
