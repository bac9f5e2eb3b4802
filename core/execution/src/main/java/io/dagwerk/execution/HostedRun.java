package io.dagwerk.execution;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.Plan;
import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import java.util.List;
import java.util.SequencedMap;

/// A run that was planned elsewhere, to be brought to its end here.
///
/// @param mode the name of the job's mode
/// @param config the complete run config document
/// @param pools how many slots of each pool its steps may hold at once
/// @param limits how large its lines and facts may be
/// @param log what happened in the run already; empty for one that has not begun
public record HostedRun(
    RunId run,
    Plan plan,
    String mode,
    ConfigTree config,
    SequencedMap<String, String> tags,
    PoolLimits pools,
    SizeLimits limits,
    List<RecordedEvent> log) {
  public HostedRun {
    tags = Ordered.copyOf(tags);
    log = List.copyOf(log);
  }
}
