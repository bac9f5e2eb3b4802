package io.dagwerk.automation.condition;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import java.util.List;

/// A job with a condition, which speaks of its root assets ([Condition#anyRootAsset]). It is
/// requested as a whole.
///
/// @param assets all that it materializes
public record ConditionJob(
    String location, String name, List<AssetKey> assets, Condition condition) {
  public ConditionJob {
    assets = List.copyOf(assets);
  }
}
