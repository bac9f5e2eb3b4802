package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionAsset.Read;
import io.dagwerk.automation.condition.Subject.OfAsset;
import io.dagwerk.automation.condition.Subject.OfCheck;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.Blocking;
import io.dagwerk.model.Condition.Checks;
import io.dagwerk.model.Condition.OnAsset;
import io.dagwerk.model.Condition.Quantifier;
import io.dagwerk.model.Condition.Upstream;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/// Who looks at whom, and which partition belongs to which, for the oracle.
record OracleReads(OracleHistory history) {
  static Quantifier quantifier(Condition condition) {
    return switch (condition) {
      case Upstream upstream -> upstream.quantifier();
      case Checks checks -> checks.quantifier();
      default -> Quantifier.ANY;
    };
  }

  SequencedSet<Subject> subjects(Condition condition, Subject subject) {
    SequencedSet<Subject> subjects = new LinkedHashSet<>();
    ConditionAsset asset = history.asset(subject);
    switch (condition) {
      case Upstream _ when subject instanceof OfCheck -> subjects.add(new OfAsset(asset.key()));
      case Upstream _ -> asset.reads().forEach(read -> subjects.add(new OfAsset(read.asset())));
      case Checks checks ->
          asset.checks().stream()
              .filter(check -> check.blocking() || checks.blocking() == Blocking.ANY_CHECK)
              .forEach(check -> subjects.add(new OfCheck(asset.key(), check.name())));
      case OnAsset(AssetKey key, Condition _) -> subjects.add(new OfAsset(key));
      default -> throw new IllegalArgumentException();
    }
    return subjects;
  }

  /// Whether a partition of one depends on a partition of the other, or the other way round.
  boolean belongs(Subject one, long number, Subject other, long partition) {
    boolean isOfCheck = one instanceof OfCheck || other instanceof OfCheck;
    if (isOfCheck && history.asset(one).equals(history.asset(other))) {
      return number == partition;
    }
    List<Read> reads = isOfCheck ? List.of() : reads(one, other);
    if (!reads.isEmpty()) {
      return needsAny(one, number, other, partition, reads);
    }
    List<Read> back = isOfCheck ? List.of() : reads(other, one);
    return back.isEmpty()
        ? needsAny(
            one,
            number,
            other,
            partition,
            List.of(new Read(history.asset(other).key(), Optional.empty())))
        : needsAny(other, partition, one, number, back);
  }

  List<Read> reads(Subject reader, Subject upstream) {
    return history.asset(reader).reads().stream()
        .filter(read -> read.asset().equals(history.asset(upstream).key()))
        .toList();
  }

  private boolean needsAny(
      Subject reader, long number, Subject upstream, long partition, List<Read> reads) {
    return reads.stream()
        .anyMatch(read ->
            OracleTimes.needs(
                history.partitions(reader), number, history.partitions(upstream), read, partition));
  }

  static Optional<RunFacts> run(Fact fact) {
    return switch (fact) {
      case Fact.Updated updated -> updated.run();
      case Fact.Evaluated evaluated -> evaluated.run();
      default -> Optional.empty();
    };
  }

  /// The run was to update every partition of the root that depends on this one.
  ///
  /// @param way the subjects between the root and this, the root first; without this one
  boolean isWithRoot(Fact fact, Subject subject, long asked, List<Subject> way) {
    if (run(fact).isEmpty()) {
      return false;
    }
    if (way.isEmpty()) {
      return true;
    }
    Instant then = history.placeOf(fact).at();
    Set<Long> numbers = Set.of(asked);
    Subject at = subject;
    for (Subject nearer : way.reversed()) {
      Set<Long> next = new TreeSet<>();
      for (long candidate : OracleTimes.all(history.partitions(nearer))) {
        for (long number : numbers) {
          if (OracleTimes.exists(history.partitions(nearer), candidate, then)
              && belongs(nearer, candidate, at, number)) {
            next.add(candidate);
          }
        }
      }
      numbers = next;
      at = nearer;
    }
    Subject root = at;
    return numbers.stream()
        .allMatch(number ->
            run(fact)
                .orElseThrow()
                .subjects()
                .getOrDefault(root, PartitionSubset.none())
                .contains(number));
  }
}
