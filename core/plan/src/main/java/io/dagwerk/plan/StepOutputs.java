package io.dagwerk.plan;

import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.Plan;
import java.util.List;

/// The rule that makes a step's outputs of those that its node declares.
final class StepOutputs {
  private StepOutputs() {}

  static List<Plan.Output> of(List<OutputSnapshot> declared) {
    return declared.stream()
        .map(output ->
            new Plan.Output(output.name(), output.required(), output.asset().map(AssetFacts::key)))
        .toList();
  }
}
