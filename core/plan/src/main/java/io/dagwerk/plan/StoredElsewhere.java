package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.Collection;
import java.util.Optional;
import java.util.SequencedMap;

/// What is known in a mode that reads what others have stored: any value may be there, which is
/// seen when it is read.
///
/// @param known of runs of the instance's own
record StoredElsewhere(KnownState known) implements KnownState {
  @Override
  public void expectValues(Collection<OutputAddress.OfAsset> values) {
    known.expectValues(values);
  }

  @Override
  public void expectStored(SequencedMap<StepKey, String> versions) {
    known.expectStored(versions);
  }

  @Override
  public boolean isMaterialized(AssetKey asset, Optional<PartitionKey> partition) {
    return true;
  }

  @Override
  public Optional<String> dataVersion(AssetKey asset, Optional<PartitionKey> partition) {
    return known.dataVersion(asset, partition);
  }

  @Override
  public Optional<Plan.Reuse> stored(StepKey step, String version) {
    return known.stored(step, version);
  }
}
