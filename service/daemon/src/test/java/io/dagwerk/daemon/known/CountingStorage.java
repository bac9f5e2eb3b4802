package io.dagwerk.daemon.known;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.FactQuery;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.Leases;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.Pools;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Snapshots;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredTry;
import io.dagwerk.spi.StoredValue;
import io.dagwerk.spi.StoredWork;
import io.dagwerk.spi.Ticks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Stores that write down what is asked of assets, and for how many.
record CountingStorage(Storage inner, List<String> asked) implements Storage {
  CountingStorage(Storage inner) {
    this(inner, new ArrayList<>());
  }

  @Override
  public AssetStates assets() {
    return new Counting(inner.assets(), asked);
  }

  private record Counting(AssetStates inner, List<String> asked) implements AssetStates {
    @Override
    public List<StoredValue> values(Collection<LedgerRow.AssetPlace> places) {
      asked.add("values of " + places.size());
      return inner.values(places);
    }

    @Override
    public List<StoredTry> tries(Collection<AssetKey> assets) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public List<StoredWork> work(Collection<StoredWork.Key> steps) {
      asked.add("work of " + steps.size());
      return inner.work(steps);
    }

    @Override
    public List<StoredFact> newest(Collection<AssetKey> assets) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public Map<String, Long> newestNumbers(Collection<AssetKey> assets) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public Optional<StoredFact> newest(LedgerRow.AssetPlace place) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public List<StoredFact> checks(Collection<AssetKey> assets) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public List<StoredFact> failedChecks(int limit) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public List<StoredFact> history(AssetKey asset, Optional<Long> before, int limit) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public FactQuery.Found found(FactQuery query, int limit) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public SequencedMap<String, PartitionSubset> marked(AssetKey asset, PartitionMark mark) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public List<LedgerRow.AssetPlace> materialized(Collection<AssetKey> assets) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public void report(RunId report, List<LedgerRow> rows) {
      throw new UnsupportedOperationException("it is not for planning");
    }

    @Override
    public void forget(AssetKey asset) {
      throw new UnsupportedOperationException("it is not for planning");
    }
  }

  @Override
  public Snapshots snapshots() {
    return inner.snapshots();
  }

  @Override
  public Runs runs() {
    return inner.runs();
  }

  @Override
  public RunHistory history() {
    return inner.history();
  }

  @Override
  public Journal journal() {
    return inner.journal();
  }

  @Override
  public Leases leases() {
    return inner.leases();
  }

  @Override
  public Ticks ticks() {
    return inner.ticks();
  }

  @Override
  public Pools pools() {
    return inner.pools();
  }

  @Override
  public List<String> weaknesses() {
    return inner.weaknesses();
  }

  @Override
  public void close() {
    inner.close();
  }
}
