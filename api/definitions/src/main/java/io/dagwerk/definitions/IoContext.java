package io.dagwerk.definitions;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.Optional;

/// Which value an [IoManager] is asked about.
public interface IoContext {
  OutputAddress address();

  /// The run that stores or reads.
  RunId runId();

  /// The step that stores or reads.
  StepKey step();

  /// The declared type: of the stored value, or the one that the reader asks for.
  Type<?> type();

  /// The static facts of the output, such as `table`.
  Metadata metadata();

  /// The asset that the value belongs to; empty for a value between ops.
  default Optional<AssetKey> asset() {
    return address() instanceof OutputAddress.OfAsset of
        ? Optional.of(of.asset())
        : Optional.empty();
  }

  default Optional<PartitionKey> partition() {
    return address() instanceof OutputAddress.OfAsset of ? of.partition() : Optional.empty();
  }
}
