package io.dagwerk.spi;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.List;

/// A step that is going to materialize an asset, or failed to.
///
/// @param status one of [#STATUSES]; a step that was lost with its run has failed
public record StoredTry(AssetKey asset, RunId run, StepKey step, StepStatus status) {
  /// Those of a step that runs or failed.
  public static final List<StepStatus> STATUSES =
      List.of(StepStatus.RUNNING, StepStatus.WAITING_TO_RETRY, StepStatus.FAILED);
}
