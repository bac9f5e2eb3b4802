package io.dagwerk.spi.memory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.FactQuery;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredTry;
import io.dagwerk.spi.StoredValue;
import io.dagwerk.spi.StoredWork;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/// What is known of assets, in memory.
record MemoryAssetStates(Tables tables) implements AssetStates {
  private static final Comparator<StoredTry> TELLING_MOST_FIRST =
      Comparator.comparing(StoredTry::hasFailed)
          .thenComparing(found -> found.ended().orElse(Instant.MAX), Comparator.reverseOrder())
          .thenComparing(StoredTry::run, Comparator.reverseOrder())
          .thenComparing(found -> found.step().toString())
          .thenComparing(StoredTry::partition);

  @Override
  public List<StoredFact> newest(Collection<AssetKey> assets) {
    synchronized (tables) {
      Map<AssetKey, StoredFact> newest = new TreeMap<>();
      facts(row -> isMaterialized(row) && assets.contains(row.place().asset()))
          .forEach(fact -> newest.put(fact.row().place().asset(), fact));
      return List.copyOf(newest.values());
    }
  }

  @Override
  public Map<String, Long> newestNumbers(Collection<AssetKey> assets) {
    Map<String, Long> numbers = new HashMap<>();
    newest(assets)
        .forEach(fact -> numbers.put(fact.row().place().asset().toString(), fact.number()));
    return numbers;
  }

  @Override
  public Optional<StoredFact> newest(LedgerRow.AssetPlace place) {
    synchronized (tables) {
      return facts(row -> isMaterialized(row) && row.place().equals(place)).stream()
          .reduce((_, newer) -> newer);
    }
  }

  @Override
  public List<StoredFact> checks(Collection<AssetKey> assets) {
    return newestChecks(assets::contains);
  }

  @Override
  public List<StoredFact> failedChecks(int limit) {
    Limits.checked(limit, MOST);
    return newestChecks(_ -> true).stream()
        .filter(fact ->
            fact.row().kind() instanceof LedgerRow.Kind.Checked(_, boolean passed) && !passed)
        .sorted(Comparator.comparingLong(StoredFact::number).reversed())
        .limit(limit)
        .toList();
  }

  /// By asset and check.
  private List<StoredFact> newestChecks(Predicate<AssetKey> of) {
    synchronized (tables) {
      Map<String, StoredFact> newest = new TreeMap<>();
      for (StoredFact fact : facts(row -> of.test(row.place().asset()))) {
        if (fact.row().kind() instanceof LedgerRow.Kind.Checked(String check, _)) {
          newest.put(fact.row().place().asset() + "\n" + check, fact);
        }
      }
      return List.copyOf(newest.values());
    }
  }

  @Override
  public List<StoredFact> history(AssetKey asset, Optional<Long> before, int limit) {
    Limits.checked(limit, MOST);
    synchronized (tables) {
      return facts(row -> row.place().asset().equals(asset)).reversed().stream()
          .filter(fact -> before.map(number -> fact.number() < number).orElse(true))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public FactQuery.Found found(FactQuery query, int limit) {
    Limits.checked(limit, MOST_FOUND);
    synchronized (tables) {
      return FactQuery.Found.of(facts(query::passes).reversed(), limit, true);
    }
  }

  private static boolean isMaterialized(LedgerRow row) {
    return row.kind() instanceof LedgerRow.Kind.Materialized;
  }

  private List<StoredFact> facts(Predicate<LedgerRow> filter) {
    return tables.ledger.stream().filter(fact -> filter.test(fact.row())).toList();
  }

  @Override
  public List<StoredValue> values(Collection<LedgerRow.AssetPlace> places) {
    Set<LedgerRow.AssetPlace> asked = new HashSet<>(places);
    synchronized (tables) {
      SequencedMap<String, StoredValue> newest = new TreeMap<>();
      facts(row -> isMaterialized(row) && asked.contains(row.place()))
          .forEach(fact -> newest.put(key(fact.row().place()), value(fact)));
      return List.copyOf(newest.values());
    }
  }

  private static String key(LedgerRow.AssetPlace place) {
    return place.asset() + "\n" + place.partition().map(PartitionKey::text).orElse("");
  }

  private StoredValue value(StoredFact fact) {
    LedgerRow row = fact.row();
    Optional<String> version =
        row.kind() instanceof LedgerRow.Kind.Materialized(Optional<String> ofStep)
            ? ofStep.filter(_ -> tables.runs.values().stream().noneMatch(log -> touched(log, row)))
            : Optional.empty();
    return new StoredValue(fact.run(), row.place(), row.version(), version);
  }

  /// Whether a step of the run may have overwritten the value after it was made.
  private static boolean touched(Log log, LedgerRow row) {
    return log.planned.stream()
        .filter(will -> will.place().equals(row.place()))
        .map(will -> log.steps.get(will.step()))
        .filter(Objects::nonNull)
        .filter(step -> step.began().isPresent())
        .filter(step -> step.state().status() != StepStatus.SUCCEEDED)
        .map(step -> step.ended().or(() -> log.run.times().ended()).orElse(Instant.MAX))
        .anyMatch(row.at()::isBefore);
  }

  @Override
  public List<LedgerRow.AssetPlace> materialized(Collection<AssetKey> assets) {
    synchronized (tables) {
      Map<String, LedgerRow.AssetPlace> places = new TreeMap<>();
      facts(row -> isMaterialized(row) && assets.contains(row.place().asset()))
          .forEach(fact -> places.put(key(fact.row().place()), fact.row().place()));
      return List.copyOf(places.values());
    }
  }

  @Override
  public List<StoredTry> tries(Collection<AssetKey> assets) {
    synchronized (tables) {
      Map<String, StoredTry> last = new TreeMap<>();
      for (Log log : tables.runs.values()) {
        log.planned.stream()
            .filter(will -> assets.contains(will.place().asset()))
            .flatMap(will -> tried(log, will.place(), will.step()).stream())
            .filter(found -> found.counts(newest(found.place()).map(fact -> fact.row().at())))
            .forEach(found ->
                last.merge(
                    found.place().asset().toString(),
                    found,
                    BinaryOperator.minBy(TELLING_MOST_FIRST)));
      }
      return List.copyOf(last.values());
    }
  }

  private static Optional<StoredTry> tried(Log log, LedgerRow.AssetPlace place, StepKey step) {
    Optional<Instant> runEnded = log.run.times().ended();
    return Optional.ofNullable(log.steps.get(step))
        .filter(stored -> StoredTry.STATUSES.contains(stored.state().status()))
        .map(stored ->
            new StoredTry(
                place,
                log.run.id(),
                step,
                runEnded.isPresent() ? StepStatus.FAILED : stored.state().status(),
                stored.ended().or(() -> runEnded),
                runEnded.isPresent() && stored.state().status() != StepStatus.FAILED
                    ? log.run.reason()
                    : stored.state().reason()));
  }

  @Override
  public List<StoredWork> work(Collection<StoredWork.Key> steps) {
    synchronized (tables) {
      SequencedMap<String, StoredWork> newest = new TreeMap<>();
      for (Log log : tables.runs.values()) {
        log.outputs.values().stream()
            .filter(output -> output.version().isPresent())
            .collect(groupingBy(MemoryAssetStates::key, toList()))
            .forEach((key, outputs) -> {
              if (steps.contains(key)) {
                newest.put(key.version() + "\n" + key.step(), work(log, key, outputs));
              }
            });
      }
      return List.copyOf(newest.values());
    }
  }

  private static StoredWork.Key key(StoredOutput output) {
    return new StoredWork.Key(output.step(), output.version().orElseThrow());
  }

  private static StoredWork work(Log log, StoredWork.Key key, List<StoredOutput> outputs) {
    List<String> emitted =
        Optional.ofNullable(log.steps.get(key.step()))
            .map(stored -> stored.state().emitted())
            .orElse(List.of());
    return new StoredWork(
        log.run.id(), key, emitted, outputs, log.mappingKeys.getOrDefault(key.step(), List.of()));
  }

  @Override
  public SequencedMap<String, PartitionSubset> marked(AssetKey asset, PartitionMark mark) {
    synchronized (tables) {
      SequencedMap<String, PartitionSubset> marked = new TreeMap<>();
      tables.marked(mark).stream()
          .filter(place -> place.asset().equals(asset))
          .collect(groupingBy(PartitionMark.Place::rest, toList()))
          .forEach((rest, places) ->
              marked.put(
                  rest,
                  PartitionSubset.of(places.stream().mapToLong(PartitionMark.Place::number))));
      return marked;
    }
  }

  @Override
  public void report(RunId report, List<LedgerRow> rows) {
    synchronized (tables) {
      rows.forEach(row -> tables.write(report, row));
    }
    tables.wake();
  }

  @Override
  public void forget(AssetKey asset) {
    synchronized (tables) {
      tables.ledger.removeIf(fact -> fact.row().place().asset().equals(asset));
      tables
          .marks
          .values()
          .forEach(places -> places.removeIf(place -> place.asset().equals(asset)));
    }
  }
}
