package io.dagwerk.daemon.known;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.KnownState;
import io.dagwerk.spi.LedgerRow.AssetPlace;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredValue;
import io.dagwerk.spi.StoredWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The stores as the planner asks them. What was read once is not read again, so each launch wants
/// its own. Confined to the thread that plans.
///
/// ```java
/// Planner.Result result = Planner.plan(request.knowing(new StoredState(storage)));
/// ```
public final class StoredState implements KnownState {
  private final Storage storage;
  private final Map<AssetPlace, Optional<StoredValue>> values = new HashMap<>();
  private final Map<StoredWork.Key, Optional<StoredWork>> work = new HashMap<>();

  public StoredState(Storage storage) {
    this.storage = storage;
  }

  @Override
  public void expectValues(Collection<OutputAddress.OfAsset> asked) {
    List<AssetPlace> unread =
        asked.stream()
            .map(value -> new AssetPlace(value.asset(), value.partition()))
            .filter(place -> values.putIfAbsent(place, Optional.empty()) == null)
            .toList();
    if (!unread.isEmpty()) {
      storage
          .assets()
          .values(unread)
          .forEach(value -> values.put(value.place(), Optional.of(value)));
    }
  }

  @Override
  public boolean isMaterialized(AssetKey asset, Optional<PartitionKey> partition) {
    return find(asset, partition).isPresent();
  }

  /// The user's word for the data, or else the version of the step that made it.
  @Override
  public Optional<String> dataVersion(AssetKey asset, Optional<PartitionKey> partition) {
    return find(asset, partition).flatMap(value -> value.dataVersion().or(value::stepVersion));
  }

  private Optional<StoredValue> find(AssetKey asset, Optional<PartitionKey> partition) {
    expectValues(List.of(new OutputAddress.OfAsset(asset, partition)));
    return values.getOrDefault(new AssetPlace(asset, partition), Optional.empty());
  }

  @Override
  public void expectStored(SequencedMap<StepKey, String> versions) {
    List<StoredWork.Key> unread = new ArrayList<>();
    versions.forEach((step, version) -> {
      StoredWork.Key key = new StoredWork.Key(step, version);
      if (work.putIfAbsent(key, Optional.empty()) == null) {
        unread.add(key);
      }
    });
    if (!unread.isEmpty()) {
      List<StoredWork> found = storage.assets().work(unread);
      found.forEach(each -> work.put(each.key(), Optional.of(each)));
      expectValues(values(found));
    }
  }

  private static List<OutputAddress.OfAsset> values(List<StoredWork> found) {
    return found.stream()
        .flatMap(work -> work.outputs().stream())
        .map(StoredOutput::address)
        .filter(OutputAddress.OfAsset.class::isInstance)
        .map(OutputAddress.OfAsset.class::cast)
        .toList();
  }

  @Override
  public Optional<Plan.Reuse> stored(StepKey step, String version) {
    SequencedMap<StepKey, String> asked = new LinkedHashMap<>();
    asked.put(step, version);
    expectStored(asked);
    return work.getOrDefault(new StoredWork.Key(step, version), Optional.empty())
        .filter(found -> found.outputs().stream().allMatch(output -> isCurrent(output, version)))
        .map(StoredState::reuse);
  }

  /// An asset's address is overwritten by every later run, so its newest value must be this one.
  private boolean isCurrent(StoredOutput output, String version) {
    return !output.keeper().inMemory()
        && switch (output.address()) {
          case OutputAddress.OfStep _ -> true;
          case OutputAddress.OfAsset(AssetKey asset, Optional<PartitionKey> partition) ->
              find(asset, partition)
                  .flatMap(StoredValue::stepVersion)
                  .filter(version::equals)
                  .isPresent();
        };
  }

  private static Plan.Reuse reuse(StoredWork found) {
    SequencedMap<String, OutputAddress> outputs = new LinkedHashMap<>();
    for (String output : found.emitted()) {
      outputs.put(output, new OutputAddress.OfStep(found.run(), found.key().step(), output));
    }
    found.outputs().forEach(output -> outputs.put(output.output(), output.address()));
    return new Plan.Reuse(
        found.run(), Optional.of(found.key().version()), outputs, found.mappingKeys());
  }
}
