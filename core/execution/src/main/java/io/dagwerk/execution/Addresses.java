package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Input;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.Upstream.Emission;
import java.util.Optional;

/// The rule of where the values of steps lie.
final class Addresses {
  private Addresses() {}

  /// A value between ops: its own run's, or the one that it was taken from.
  static OutputAddress of(RunId run, Emission emission) {
    return emission
        .reused()
        .orElseGet(() -> new OutputAddress.OfStep(run, emission.step(), emission.output()));
  }

  /// One element of the list that a fan-out returned; each is stored on its own.
  static OutputAddress ofElement(OutputAddress list, String key) {
    return switch (list) {
      case OutputAddress.OfStep step ->
          new OutputAddress.OfStep(step.run(), step.step(), "%s[%s]".formatted(step.output(), key));
      case OutputAddress.OfAsset asset ->
          throw new IllegalArgumentException("an asset is no fan-out: " + asset);
    };
  }

  /// The asset that an input reads.
  static Optional<Asset<?>> asset(Input<?> input) {
    return switch (input) {
      case Asset<?> asset -> Optional.of(asset);
      case Input.As<?> as -> asset(as.of());
      case Input.ManyPartitions<?> many -> Optional.of(many.asset());
      case Input.OnePartition<?> one -> Optional.of(one.asset());
      default -> Optional.empty();
    };
  }
}
