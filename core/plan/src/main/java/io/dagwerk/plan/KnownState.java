package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.Collection;
import java.util.Optional;
import java.util.SequencedMap;

/// What is known of earlier runs when a plan is made. Asked many times, so answers come from
/// memory: what is going to be asked is said before.
public interface KnownState {
  /// Nothing was ever run.
  KnownState NOTHING =
      new KnownState() {
        @Override
        public boolean isMaterialized(AssetKey asset, Optional<PartitionKey> partition) {
          return false;
        }

        @Override
        public Optional<String> dataVersion(AssetKey asset, Optional<PartitionKey> partition) {
          return Optional.empty();
        }

        @Override
        public Optional<Plan.Reuse> stored(StepKey step, String version) {
          return Optional.empty();
        }
      };

  /// Says which values of assets are going to be asked about, so that they can be read at once.
  default void expectValues(Collection<OutputAddress.OfAsset> values) {}

  /// Says which steps are going to be asked for under which version, so that they can be read at
  /// once.
  default void expectStored(SequencedMap<StepKey, String> versions) {}

  /// Whether an asset, or its partition, has a value.
  boolean isMaterialized(AssetKey asset, Optional<PartitionKey> partition);

  /// The version of the data that an asset, or its partition, has now.
  Optional<String> dataVersion(AssetKey asset, Optional<PartitionKey> partition);

  /// The outputs that are stored under this version of a step, all of them still there.
  ///
  /// @param step the step, or the instance of a template with its keys
  Optional<Plan.Reuse> stored(StepKey step, String version);
}
