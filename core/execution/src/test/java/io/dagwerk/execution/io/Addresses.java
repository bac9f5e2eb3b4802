package io.dagwerk.execution.io;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.List;
import java.util.Optional;

/// Short ways to write addresses in tests.
public final class Addresses {
  static final RunId RUN = RunId.of("01890000-0000-7000-8000-000000000001");

  private Addresses() {}

  public static OutputAddress asset(String... parts) {
    return new OutputAddress.OfAsset(new AssetKey(List.of(parts)), Optional.empty());
  }

  public static OutputAddress partition(String asset, String partition) {
    return new OutputAddress.OfAsset(AssetKey.of(asset), Optional.of(PartitionKey.of(partition)));
  }

  public static OutputAddress step(String step, String output) {
    return new OutputAddress.OfStep(RUN, StepKey.parse(step), output);
  }
}
