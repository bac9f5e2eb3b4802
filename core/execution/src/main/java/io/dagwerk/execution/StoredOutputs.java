package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Output;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.Optional;

/// Looks whether the stored outputs that stand in for a step are still there. Thread-safe.
final class StoredOutputs {
  private final RunId run;
  private final Stores stores;

  StoredOutputs(RunId run, Stores stores) {
    this.run = run;
    this.stores = stores;
  }

  /// What was to be taken from the run that this one executes again cannot be made here: its step
  /// was not chosen, and has no inputs in the plan.
  ///
  /// @throws StepFailure when this attempt is only made because that is gone
  static void requireChosen(StepAttempt attempt) throws StepFailure {
    Optional<Plan.Reuse> gone = attempt.step().reuse().filter(reuse -> reuse.version().isEmpty());
    if (gone.isPresent()) {
      throw StepFailure.forGood(
          FailureKind.INPUT,
          "what step '%s' stored in run %s cannot be found; execute '%s' again too"
              .formatted(attempt.key(), gone.get().origin(), attempt.key()));
    }
  }

  /// Looks where the values of a node are going to lie, before it is called.
  ///
  /// @throws StepFailure when who reads them would not find them
  void requireReached(Node node) throws StepFailure, ResourceFailed, InterruptedException {
    stores.requireReached(node);
  }

  /// What cannot be looked at counts as gone, which is logged.
  boolean areThere(Node node, Plan.Step step, StepKey key, Permit permit)
      throws InterruptedException {
    if (step.reuse().isEmpty()) {
      return false;
    }
    LogScope scope = LogScope.of(run, key, permit);
    try {
      return scope.call(() -> areThere(node, step.reuse().get()));
    } catch (StepFailure | ResourceFailed e) {
      scope.logger().warn("cannot see whether stored outputs are still there", e);
      return false;
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("expected no such exception of the engine", e);
    }
  }

  /// Of a fan-out each element counts, because the list itself need not be stored.
  private boolean areThere(Node node, Plan.Reuse reuse)
      throws StepFailure, ResourceFailed, InterruptedException {
    for (var output : reuse.outputs().entrySet()) {
      if (node instanceof FanOut<?>) {
        for (String element : reuse.mappingKeys()) {
          if (!exists(node, output.getKey(), Addresses.ofElement(output.getValue(), element))) {
            return false;
          }
        }
      } else if (!exists(node, output.getKey(), output.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean exists(Node node, String output, OutputAddress address)
      throws StepFailure, ResourceFailed, InterruptedException {
    if (node instanceof Bundle<?> bundle) {
      for (Asset<?> part : bundle.parts()) {
        if (part.key().toString().equals(output)) {
          return exists(part, Plan.Output.RESULT, address);
        }
      }
    }
    for (Output<?> declared : node.outputs()) {
      if (declared.name().equals(output) && declared.type().raw() != Void.class) {
        Stores.Store store = stores.of(node, declared);
        return UserCode.call(
            FailureKind.OUTPUT,
            "IO manager '%s' cannot say whether %s is there".formatted(store.name(), address),
            () -> store.io().exists(address));
      }
    }
    return true;
  }
}
