package io.dagwerk.execution;

import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Stands in.
record Planning(LocalRuns.Request request, LocationSnapshot snapshot) {
  static Planning of(
      LocalRuns.Request request,
      LocationSnapshot snapshot,
      Ledger ledger,
      Map<RunId, RunRecord> records,
      InstantSource clock) {
    return new Planning(request, snapshot);
  }

  Plan plan(Map<String, String> hashes) {
    List<Plan.Step> steps = new ArrayList<>();
    List<NodeSnapshot> nodes =
        request.job().assets().isPresent() ? snapshot.nodes() : request.job().nodes();
    Optional<PartitionKey> key = request.launch().partitions().stream().findFirst();
    for (NodeSnapshot node : nodes) {
      SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
      for (int i = 0; i < node.inputs().size(); i++) {
        int at = i;
        source(node.inputs().get(i), key).ifPresent(source -> inputs.put(at, source));
      }
      steps.add(
          new Plan.Step(
              node.partitions().isPresent()
                  ? StepKey.of(node.name()).at(key.orElseThrow().text())
                  : StepKey.of(node.name()),
              node.kind(),
              node.fanOuts(),
              node.partitions().isPresent() ? key.stream().toList() : List.of(),
              inputs,
              node.after().stream().map(StepKey::of).toList(),
              node.outputs().stream()
                  .map(o -> new Plan.Output(o.name(), o.required(), o.asset().map(a -> a.key())))
                  .toList(),
              node.options(),
              Optional.empty()));
    }
    return Plan.of(request.job().name(), "x", steps);
  }

  private Optional<InputSource> source(InputSnapshot input, Optional<PartitionKey> key) {
    return switch (input) {
      case InputSnapshot.OfNode n ->
          Optional.of(new InputSource.FromStep(StepKey.of(n.node()), n.output()));
      case InputSnapshot.OfAsset a ->
          Optional.of(new InputSource.FromStep(StepKey.of(a.asset().toString()), "result"));
      case InputSnapshot.OfMany m ->
          Optional.of(
              new InputSource.FanIn(
                  m.elements().stream().map(e -> source(e, key).orElseThrow()).toList()));
      case InputSnapshot.OfElement e ->
          Optional.of(new InputSource.Element(StepKey.of(e.fanOut())));
      case InputSnapshot.OfBranches b ->
          Optional.of(
              new InputSource.Collected(
                  StepKey.of(b.fanOut()), StepKey.of(b.branch()), b.output()));
      case InputSnapshot.OfRunConfig r -> Optional.of(new InputSource.External(r.name()));
      case InputSnapshot.OfResource _, InputSnapshot.OfConfig _, InputSnapshot.OfFact _ ->
          Optional.empty();
    };
  }

  static Optional<OutputAddress> none() {
    return Optional.empty();
  }
}
