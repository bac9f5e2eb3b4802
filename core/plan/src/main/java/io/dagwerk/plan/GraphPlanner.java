package io.dagwerk.plan;

import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/// Plans a job of ops.
final class GraphPlanner {
  private final PlanRequest request;
  private final JobSnapshot job;
  private final PlanNotes notes;

  GraphPlanner(PlanRequest request, JobSnapshot job, PlanNotes notes) {
    this.request = request;
    this.job = job;
    this.notes = notes;
  }

  PlanDraft draft() {
    SequencedSet<String> selected = selected();
    List<Plan.Step> steps = new ArrayList<>();
    for (NodeSnapshot node : job.nodes()) {
      if (selected.contains(node.name())) {
        steps.add(step(node, selected));
      }
    }
    return PlanDraft.of(job.name(), request.location().codeVersion(), steps);
  }

  private SequencedSet<String> selected() {
    List<SelectionGraph.Item> items = new ArrayList<>();
    for (NodeSnapshot node : job.nodes()) {
      items.add(SelectionGraph.Item.of(node.name(), List.copyOf(reads(node))));
    }
    SelectionGraph graph = new SelectionGraph("op", items);
    return Selection.parse(request.selection().orElse("*")).resolve(graph);
  }

  private static Set<String> reads(NodeSnapshot node) {
    Set<String> names = new TreeSet<>(node.after());
    node.inputs().forEach(input -> addReads(input, names));
    names.addAll(node.fanOuts());
    return names;
  }

  private static void addReads(InputSnapshot input, Set<String> names) {
    switch (input) {
      case InputSnapshot.OfNode of -> names.add(of.node());
      case InputSnapshot.OfMany many -> many.elements().forEach(each -> addReads(each, names));
      case InputSnapshot.OfElement of -> names.add(of.fanOut());
      case InputSnapshot.OfBranches of -> {
        names.add(of.fanOut());
        names.add(of.branch());
      }
      default -> {}
    }
  }

  private Plan.Step step(NodeSnapshot node, SequencedSet<String> selected) {
    for (String read : reads(node)) {
      if (!selected.contains(read) && !node.after().contains(read)) {
        notes.problem(
            "op '%s' reads '%s', which is not selected and not stored; select +%s"
                .formatted(node.name(), read, node.name()));
      }
    }
    SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      int position = i;
      source(node.inputs().get(i)).ifPresent(source -> inputs.put(position, source));
    }
    return new Plan.Step(
        StepKey.of(node.name()),
        node.kind(),
        node.fanOuts(),
        List.of(),
        inputs,
        node.after().stream().filter(selected::contains).map(StepKey::of).toList(),
        node.outputs().stream()
            .map(output -> new Plan.Output(output.name(), output.required(), Optional.empty()))
            .toList(),
        node.options(),
        Optional.empty());
  }

  private Optional<InputSource> source(InputSnapshot input) {
    return switch (input) {
      case InputSnapshot.OfNode of ->
          Optional.of(new InputSource.FromStep(StepKey.of(of.node()), of.output()));
      case InputSnapshot.OfAsset of ->
          Optional.of(
              new InputSource.FromStore(new OutputAddress.OfAsset(of.asset(), Optional.empty())));
      case InputSnapshot.OfMany many ->
          Optional.of(
              new InputSource.FanIn(
                  many.elements().stream().flatMap(each -> source(each).stream()).toList()));
      case InputSnapshot.OfElement of ->
          Optional.of(new InputSource.Element(StepKey.of(of.fanOut())));
      case InputSnapshot.OfBranches of ->
          Optional.of(
              new InputSource.Collected(
                  StepKey.of(of.fanOut()), StepKey.of(of.branch()), of.output()));
      case InputSnapshot.OfRunConfig of -> Optional.of(new InputSource.External(of.name()));
      case InputSnapshot.OfResource _, InputSnapshot.OfConfig _, InputSnapshot.OfFact _ ->
          Optional.empty();
    };
  }
}
