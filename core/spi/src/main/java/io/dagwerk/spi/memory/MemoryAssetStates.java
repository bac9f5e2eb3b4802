package io.dagwerk.spi.memory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.FoundOutput;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredOutput;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What is known of assets, in memory.
record MemoryAssetStates(Tables tables) implements AssetStates {
  private static final LedgerRow.Kind MATERIALIZED = new LedgerRow.Kind.Materialized();

  @Override
  public List<StoredFact> newest(Collection<AssetKey> assets) {
    synchronized (tables) {
      Map<AssetKey, StoredFact> newest = new TreeMap<>();
      facts(row -> row.kind().equals(MATERIALIZED) && assets.contains(row.place().asset()))
          .forEach(fact -> newest.put(fact.row().place().asset(), fact));
      return List.copyOf(newest.values());
    }
  }

  @Override
  public Optional<StoredFact> newest(LedgerRow.AssetPlace place) {
    synchronized (tables) {
      return facts(row -> row.kind().equals(MATERIALIZED) && row.place().equals(place)).stream()
          .reduce((_, newer) -> newer);
    }
  }

  @Override
  public List<StoredFact> checks(AssetKey asset) {
    synchronized (tables) {
      Map<String, StoredFact> newest = new TreeMap<>();
      for (StoredFact fact : facts(row -> row.place().asset().equals(asset))) {
        if (fact.row().kind() instanceof LedgerRow.Kind.Checked(String check, _)) {
          newest.put(check, fact);
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

  private List<StoredFact> facts(Predicate<LedgerRow> filter) {
    return tables.ledger.stream().filter(fact -> filter.test(fact.row())).toList();
  }

  @Override
  public List<FoundOutput> outputs(Collection<String> versions) {
    synchronized (tables) {
      SequencedMap<String, FoundOutput> newest = new TreeMap<>();
      tables.runs.forEach((run, log) ->
          log.outputs.values().stream()
              .filter(output -> output.version().filter(versions::contains).isPresent())
              .forEach(output -> newest.put(key(output), found(run, output))));
      return List.copyOf(newest.values());
    }
  }

  private static String key(StoredOutput output) {
    return output.version().orElseThrow() + "\n" + output.output();
  }

  private static FoundOutput found(RunId run, StoredOutput output) {
    return new FoundOutput(run, output);
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
