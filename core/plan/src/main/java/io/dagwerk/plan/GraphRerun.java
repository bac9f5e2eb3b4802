package io.dagwerk.plan;

import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun.Ended;
import io.dagwerk.plan.ParentRun.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/// Which ops of a job a plan runs, and what stands in for the others: stored values, or steps that
/// end as reused where the shape of the graph is needed, around single branches of a fan-out.
final class GraphRerun {
  private final Set<String> planned;
  private final Optional<Parent> parent;
  private final SequencedSet<String> standIns = new LinkedHashSet<>();
  private final SequencedMap<StepKey, Plan.Reuse> reused = new LinkedHashMap<>();

  private GraphRerun(Set<String> planned, Optional<Parent> parent) {
    this.planned = planned;
    this.parent = parent;
  }

  /// The run that is executed again.
  ///
  /// @param chosen the steps that are run, the branches of fan-outs by their keys
  private record Parent(
      ParentRun run,
      Map<String, NodeSnapshot> nodes,
      Branches branches,
      Set<StepKey> chosen,
      PlanNotes notes) {
    Parent {
      nodes = Map.copyOf(nodes);
    }

    NodeSnapshot node(String name) {
      return Optional.ofNullable(nodes.get(name))
          .orElseThrow(() -> new PlanProblem("no op is called '%s'".formatted(name)));
    }
  }

  /// What there is for the reader of an op that is not run.
  sealed interface Given {
    record Stored(OutputAddress address) implements Given {}

    /// A step that ends as reused, without this output.
    record StandIn() implements Given {}

    /// @param why in words that follow the op's name
    record Nothing(String why) implements Given {}
  }

  /// The first run of these ops.
  static GraphRerun none(Set<String> selected) {
    return new GraphRerun(selected, Optional.empty());
  }

  /// @param selected what a run of all would run
  static GraphRerun of(Reexecution again, JobSnapshot job, Set<String> selected, PlanNotes notes) {
    ParentRun run = again.parent();
    Set<String> there = universe(again, job, selected);
    List<NodeSnapshot> nodes =
        job.nodes().stream().filter(node -> there.contains(node.name())).toList();
    Branches branches = new Branches(run, nodes);
    Set<StepKey> chosen = Rerun.choose(again, branches.before());
    Set<String> planned = new HashSet<>();
    chosen.forEach(key -> planned.add(key.node()));
    Map<String, NodeSnapshot> byName = new HashMap<>();
    job.nodes().forEach(node -> byName.put(node.name(), node));
    GraphRerun rerun =
        new GraphRerun(planned, Optional.of(new Parent(run, byName, branches, chosen, notes)));
    job.nodes().stream().filter(rerun::isPlanned).forEach(rerun::addStandIns);
    rerun.reuseBranches(job);
    return rerun;
  }

  private static Set<String> universe(Reexecution again, JobSnapshot job, Set<String> selected) {
    return switch (again) {
      case Reexecution.All _ -> selected;
      case Reexecution.FromFailure(ParentRun run) -> {
        Set<String> planned = new HashSet<>();
        run.plan().steps().sequencedKeySet().forEach(key -> planned.add(key.node()));
        yield planned;
      }
      case Reexecution.Selected _, Reexecution.SelectedAndDownstream _ -> {
        Set<String> all = new HashSet<>();
        job.nodes().forEach(node -> all.add(node.name()));
        yield all;
      }
    };
  }

  boolean isPlanned(NodeSnapshot node) {
    return isPlanned(node.name());
  }

  boolean isPlanned(String name) {
    return planned.contains(name);
  }

  boolean isStandIn(String name) {
    return standIns.contains(name);
  }

  /// The branches that are not run though their templates are.
  SequencedMap<StepKey, Plan.Reuse> reusedInstances() {
    return reused;
  }

  /// Where an output of an op that is not run comes from.
  Given value(String node, String output) {
    if (parent.isEmpty()) {
      return new Given.Nothing("which is not selected");
    }
    if (isStandIn(node) && !node(node).fanOuts().isEmpty()) {
      return new Given.StandIn();
    }
    return switch (parent.get().run().output(StepKey.of(node), output)) {
      case Value.Stored(OutputAddress address, _) -> new Given.Stored(address);
      case Value.Missing(String why) ->
          isStandIn(node)
              ? new Given.StandIn()
              : new Given.Nothing(
                  "of which run %s has no value; %s".formatted(parent.get().run().id(), why));
    };
  }

  // What stands in.

  private void addStandIns(NodeSnapshot reader) {
    reader.fanOuts().forEach(this::addStandIn);
    reader.inputs().forEach(input -> addStandIns(reader, input));
  }

  private void addStandIns(NodeSnapshot reader, InputSnapshot input) {
    switch (input) {
      case InputSnapshot.OfNode(String name, String output) -> {
        boolean isBranch = !node(name).fanOuts().isEmpty();
        if (isBranch || wasLeftOut(name, output)) {
          addStandIn(name);
        }
      }
      case InputSnapshot.OfBranches(String fanOut, String branch, _) -> {
        addStandIn(fanOut);
        addStandIn(branch);
      }
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          elements.forEach(element -> addStandIns(reader, element));
      case InputSnapshot.OfElement _,
          InputSnapshot.OfAsset _,
          InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ -> {}
    }
  }

  private void addStandIn(String name) {
    if (!isPlanned(name) && standIns.add(name)) {
      node(name).fanOuts().forEach(this::addStandIn);
    }
  }

  private NodeSnapshot node(String name) {
    return parent.orElseThrow().node(name);
  }

  /// Whether the parent came to an end of this op in which it does not emit the output.
  private boolean wasLeftOut(String name, String output) {
    ParentRun run = parent.orElseThrow().run();
    StepKey key = StepKey.of(name);
    if (run.output(key, output) instanceof Value.Stored) {
      return false;
    }
    boolean isOptional =
        node(name).outputs().stream()
            .anyMatch(each -> each.name().equals(output) && !each.required());
    return switch (run.ended(key)) {
      case SKIPPED -> true;
      case WELL -> isOptional;
      case NOT_WELL -> false;
    };
  }

  /// The step that ends as reused instead of running, if the plan needs one.
  Optional<Plan.Step> standIn(NodeSnapshot node) {
    if (!isStandIn(node.name())) {
      return Optional.empty();
    }
    StepKey key = StepKey.of(node.name());
    return Optional.of(
        new Plan.Step(
            key,
            node.kind(),
            node.fanOuts(),
            List.of(),
            new LinkedHashMap<>(),
            List.of(),
            StepOutputs.of(node.outputs()),
            node.options(),
            node.fanOuts().isEmpty() ? reuse(node, key) : Optional.empty()));
  }

  private Optional<Plan.Reuse> reuse(NodeSnapshot node, StepKey key) {
    Parent from = parent.orElseThrow();
    SequencedMap<String, OutputAddress> outputs = new LinkedHashMap<>();
    RunId origin = from.run().id();
    for (OutputSnapshot output : node.outputs()) {
      switch (from.run().output(key, output.name())) {
        case Value.Stored(OutputAddress at, _) -> {
          outputs.put(output.name(), at);
          origin = at instanceof OutputAddress.OfStep step ? step.run() : origin;
        }
        case Value.Missing(String why) -> {
          // A fan-out stands in with its elements or not at all.
          if (Branches.isFanOut(node) && from.run().ended(key) == Ended.WELL) {
            from.notes()
                .problem(
                    "step '%s' is needed, of which run %s has no value; %s; select it too"
                        .formatted(key, from.run().id(), why));
          }
        }
      }
    }
    if (from.run().ended(key) == Ended.NOT_WELL && !hasAll(node, outputs)) {
      from.notes()
          .problem(
              "step '%s' is needed, but did not come to a good end in run %s; select it too"
                  .formatted(key, from.run().id()));
    }
    List<String> keys = Branches.isFanOut(node) ? needed(node, key) : List.of();
    return Optional.of(new Plan.Reuse(origin, Optional.empty(), outputs, keys));
  }

  private static boolean hasAll(NodeSnapshot node, Map<String, OutputAddress> outputs) {
    return node.outputs().stream()
        .filter(OutputSnapshot::required)
        .allMatch(output -> outputs.containsKey(output.name()));
  }

  // Branches.

  private void reuseBranches(JobSnapshot job) {
    job.nodes().stream()
        .filter(Branches::isFanOut)
        .filter(node -> node.fanOuts().isEmpty())
        .filter(node -> isPlanned(node) || isStandIn(node.name()))
        .forEach(node -> reuseBranches(node, StepKey.of(node.name())));
  }

  /// Says of each branch of a fan-out, or of an instance of it, what is not run again.
  private void reuseBranches(NodeSnapshot fanOut, StepKey key) {
    Parent from = parent.orElseThrow();
    List<NodeSnapshot> inside =
        from.branches().inside(fanOut.name()).stream()
            .filter(node -> isPlanned(node) || isStandIn(node.name()))
            .toList();
    if (from.chosen().contains(key)) {
      inside.stream()
          .filter(node -> isStandIn(node.name()))
          .forEach(node ->
              from.notes()
                  .problem(
                      "step '%s' runs again, so its branches '%s' have no value; select %s+"
                          .formatted(key, node.name(), key)));
      return;
    }
    for (String element : needed(fanOut, key)) {
      for (NodeSnapshot node : inside) {
        StepKey branch = StepKey.of(node.name()).withKeys(key.at(element).keys());
        if (!from.chosen().contains(branch)) {
          reuse(node, branch).ifPresent(reuse -> reused.put(branch, reuse));
        }
        if (Branches.isFanOut(node)) {
          reuseBranches(node, branch);
        }
      }
    }
  }

  /// The keys of those branches of a fan-out that the plan needs: all when they are collected, else
  /// those in which something runs.
  private List<String> needed(NodeSnapshot fanOut, StepKey key) {
    Parent from = parent.orElseThrow();
    List<String> all = from.run().mappingKeys(key);
    boolean isCollected =
        from.chosen().stream()
            .filter(chosen -> startsWith(chosen.keys(), key.keys()))
            .anyMatch(chosen -> collects(node(chosen.node()), fanOut.name()));
    if (isCollected) {
      return all;
    }
    Set<String> running = new HashSet<>();
    for (StepKey chosen : from.chosen()) {
      boolean isInside =
          node(chosen.node()).fanOuts().contains(fanOut.name())
              && startsWith(chosen.keys(), key.keys());
      if (isInside) {
        running.add(chosen.keys().get(key.keys().size()));
      }
    }
    return all.stream().filter(running::contains).toList();
  }

  private static boolean startsWith(List<String> keys, List<String> start) {
    return keys.size() >= start.size() && keys.subList(0, start.size()).equals(start);
  }

  private static boolean collects(NodeSnapshot node, String fanOut) {
    return node.inputs().stream().flatMap(GraphRerun::collected).anyMatch(fanOut::equals);
  }

  private static Stream<String> collected(InputSnapshot input) {
    return switch (input) {
      case InputSnapshot.OfBranches(String fanOut, _, _) -> Stream.of(fanOut);
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          elements.stream().flatMap(GraphRerun::collected);
      case InputSnapshot.OfNode _,
          InputSnapshot.OfElement _,
          InputSnapshot.OfAsset _,
          InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ ->
          Stream.empty();
    };
  }
}
