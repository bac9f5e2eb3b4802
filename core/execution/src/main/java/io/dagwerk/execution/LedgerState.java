package io.dagwerk.execution;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.KnownState;
import java.util.Optional;

/// A ledger as the planner asks it.
record LedgerState(Ledger ledger) implements KnownState {
  @Override
  public boolean isMaterialized(AssetKey asset, Optional<PartitionKey> partition) {
    return ledger.find(asset, partition).isPresent();
  }

  /// The user's word for the data, or else the version of the step that made it.
  @Override
  public Optional<String> dataVersion(AssetKey asset, Optional<PartitionKey> partition) {
    return ledger
        .find(asset, partition)
        .flatMap(newest -> {
          Event.AssetMaterialized event = newest.event();
          return event.dataVersion().isPresent() ? event.dataVersion() : newest.version();
        });
  }

  @Override
  public Optional<Plan.Reuse> stored(StepKey step, String version) {
    return ledger.find(step, version).filter(reuse -> isCurrent(reuse, version));
  }

  /// An asset's address is overwritten by every later run, so its newest value must be this one.
  private boolean isCurrent(Plan.Reuse reuse, String version) {
    return reuse.outputs().values().stream()
        .allMatch(address ->
            !(address instanceof OutputAddress.OfAsset of)
                || ledger
                    .find(of.asset(), of.partition())
                    .flatMap(Ledger.Materialization::version)
                    .filter(version::equals)
                    .isPresent());
  }
}
