package io.dagwerk.plan;

import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.selection.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/// The rule that plans the ops of a job: a step for each, a template for each in a fan-out.
final class GraphPlanner {
  private final PlanRequest request;
  private final JobSnapshot job;
  private final PlanNotes notes;
  private final GraphRerun rerun;
  private final AssetReader assets;

  GraphPlanner(PlanRequest request, JobSnapshot job, PlanNotes notes) {
    this.request = request;
    this.job = job;
    this.notes = notes;
    Set<String> selected = selected(request, job);
    this.rerun =
        request
            .reexecution()
            .map(again -> GraphRerun.of(again, job, selected, notes))
            .orElseGet(() -> GraphRerun.none(selected));
    this.assets =
        new AssetReader(
            request.location().assets(),
            request.moment().sets(),
            request.known(),
            new PlannedAssets());
    assets.expect(
        job.nodes().stream()
            .filter(rerun::isPlanned)
            .map(node -> reading(node, new LinkedHashSet<>()))
            .toList());
  }

  private static Set<String> selected(PlanRequest request, JobSnapshot job) {
    return request
        .selection()
        .<Set<String>>map(text ->
            Selection.parse(text).resolve(Selectables.ops(request.location().snapshot(), job)))
        .orElseGet(() -> job.nodes().stream().map(NodeSnapshot::name).collect(Collectors.toSet()));
  }

  PlanDraft draft() {
    if (!(request.partitions() instanceof Targets.None)
        && job.nodes().stream().allMatch(node -> node.partitions().isEmpty())) {
      throw new PlanProblem(
          "job '%s' is not partitioned; leave the partitions out".formatted(job.name()));
    }
    List<Plan.Step> steps = new ArrayList<>();
    for (NodeSnapshot node : job.nodes()) {
      try {
        if (rerun.isPlanned(node)) {
          steps.add(step(node));
        } else {
          rerun.standIn(node).ifPresent(steps::add);
        }
      } catch (PlanProblem e) {
        e.problems().forEach(notes::problem);
      }
    }
    assets.tell(notes);
    return new PlanDraft(
        job.name(), request.location().snapshot().codeVersion(), steps, rerun.reusedInstances());
  }

  private Plan.Step step(NodeSnapshot node) {
    LinkedHashSet<StepKey> after = new LinkedHashSet<>();
    for (String name : node.after()) {
      if (rerun.isPlanned(name)) {
        after.add(StepKey.of(name));
      }
    }
    SequencedMap<Integer, InputSource> inputs = new LinkedHashMap<>();
    AssetReader.Reading reading = reading(node, after);
    for (int i = 0; i < node.inputs().size(); i++) {
      int place = i;
      source(new Place(node, i), node.inputs().get(i), reading)
          .ifPresent(source -> inputs.put(place, source));
    }
    return new Plan.Step(
        StepKey.of(node.name()),
        node.kind(),
        node.fanOuts(),
        partitions(node),
        inputs,
        List.copyOf(after),
        StepOutputs.of(node.outputs()),
        node.options(),
        Optional.empty());
  }

  private static AssetReader.Reading reading(NodeSnapshot node, SequencedSet<StepKey> after) {
    return new AssetReader.Reading(node, List.of(Optional.empty()), after);
  }

  /// An input of a node.
  private record Place(NodeSnapshot node, int input) {}

  private List<PartitionKey> partitions(NodeSnapshot node) {
    if (node.partitions().isEmpty()) {
      return List.of();
    }
    PartitionSets sets = request.moment().sets();
    return AssetTargets.of(request.partitions(), List.of(node), sets, notes).of(node).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<InputSource> source(
      Place place, InputSnapshot input, AssetReader.Reading reading) {
    return switch (input) {
      case InputSnapshot.OfNode of -> Optional.of(ofNode(place, of));
      case InputSnapshot.OfAsset of -> Optional.of(assets.source(of, reading));
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          Optional.of(
              new InputSource.FanIn(
                  elements.stream()
                      .flatMap(element -> source(place, element, reading).stream())
                      .toList()));
      case InputSnapshot.OfElement(String fanOut) -> {
        requirePlanned(place, fanOut);
        yield Optional.of(new InputSource.Element(StepKey.of(fanOut)));
      }
      case InputSnapshot.OfBranches(String fanOut, String branch, String output) -> {
        requirePlanned(place, fanOut);
        requirePlanned(place, branch);
        yield Optional.of(
            new InputSource.Collected(StepKey.of(fanOut), StepKey.of(branch), output));
      }
      case InputSnapshot.OfRunConfig(String name, _, _) ->
          Optional.of(new InputSource.External(name));
      case InputSnapshot.OfResource _, InputSnapshot.OfConfig _, InputSnapshot.OfFact _ ->
          Optional.empty();
    };
  }

  private InputSource ofNode(Place place, InputSnapshot.OfNode of) {
    if (rerun.isPlanned(of.node())) {
      return new InputSource.FromStep(StepKey.of(of.node()), of.output());
    }
    return switch (rerun.value(of.node(), of.output())) {
      case GraphRerun.Given.Stored(var address) -> new InputSource.FromStore(address);
      case GraphRerun.Given.StandIn _ ->
          new InputSource.FromStep(StepKey.of(of.node()), of.output());
      case GraphRerun.Given.Nothing(String why) -> {
        notes.problem(
            "input %d of %s reads '%s', %s; select +%s, or %s too"
                .formatted(
                    place.input(),
                    NodeNames.of(place.node()),
                    of.node(),
                    why,
                    place.node().name(),
                    of.node()));
        yield new InputSource.Absent();
      }
    };
  }

  private void requirePlanned(Place place, String name) {
    if (!rerun.isPlanned(name) && !rerun.isStandIn(name)) {
      notes.problem(
          "input %d of %s reads '%s', which is not selected; select +%s"
              .formatted(place.input(), NodeNames.of(place.node()), name, place.node().name()));
    }
  }
}
