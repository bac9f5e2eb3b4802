package io.dagwerk.automation.backfill;

import io.dagwerk.automation.backfill.BackfillRequest.Only;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Nearest;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.SelectedNodes;
import io.dagwerk.plan.SelectedNodes.Selected;
import io.dagwerk.selection.InvalidSelection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The rule that makes a backfill of a request, or says all that is wrong with it, before anything
/// is run.
public final class BackfillPlanner {
  private final LocationSnapshot location;
  private final Moment moment;
  private final PartitionStates states;

  /// @param moment when the backfill is asked for
  /// @param states by the numbers of that moment
  public BackfillPlanner(LocationSnapshot location, Moment moment, PartitionStates states) {
    this.location = location;
    this.moment = moment;
    this.states = states;
  }

  /// What came of a request.
  public sealed interface Result {
    /// A backfill that has not begun; one for which nothing is left to do has succeeded.
    record Planned(Backfill backfill) implements Result {}

    /// No backfill, and everything that stands in its way, one sentence each.
    record Refused(List<String> problems) implements Result {
      public Refused {
        problems = List.copyOf(problems);
      }
    }
  }

  public Result plan(BackfillId id, BackfillRequest request) {
    try {
      BackfillGraph graph = new BackfillGraph(location, moment.sets());
      List<Selected> nodes = nodes(request.target());
      Chosen chosen = Chosen.of(request.partitions(), nodes, graph.sets());
      SequencedMap<String, BackfillNode> wanted = wanted(request, nodes, chosen);
      List<String> problems = new Lacks(graph, wanted, states).find();
      return problems.isEmpty()
          ? new Result.Planned(
              new Backfill(id, request, moment, wanted, new LinkedHashMap<>(), 0, Optional.empty()))
          : new Result.Refused(problems);
    } catch (InvalidSelection e) {
      return new Result.Refused(e.problems());
    } catch (RefusedBackfill e) {
      return new Result.Refused(List.of(e.getMessage()));
    }
  }

  private List<Selected> nodes(Target target) {
    SelectedNodes selected = new SelectedNodes(location);
    List<Selected> nodes =
        switch (target) {
          case Target.OfAssets(String selection) -> selected.of(selection);
          case Target.OfJob(String job, Optional<String> part) -> {
            String all = assetsOf(job);
            yield part.map(some -> selected.of(all, some)).orElseGet(() -> selected.of(all));
          }
        };
    if (nodes.isEmpty()) {
      throw new RefusedBackfill("nothing that can be made here is selected");
    }
    return nodes;
  }

  private String assetsOf(String name) {
    List<String> names = location.jobs().stream().map(JobSnapshot::name).toList();
    JobSnapshot job =
        location.jobs().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                new RefusedBackfill(
                    "no job is called '%s' in '%s'%s"
                        .formatted(name, location.name(), Nearest.hint(name, names))));
    return job.assets()
        .orElseThrow(() ->
            new RefusedBackfill(
                "job '%s' runs ops, which have no partitions; backfill a job of assets"
                    .formatted(name)));
  }

  private SequencedMap<String, BackfillNode> wanted(
      BackfillRequest request, List<Selected> nodes, Chosen chosen) {
    SequencedMap<String, BackfillNode> wanted = new LinkedHashMap<>();
    for (Selected each : nodes) {
      String name = each.node().name();
      PartitionSubset all = chosen.numbers(each.node().partitions());
      PartitionSubset some = filtered(request.only(), name, all);
      wanted.put(name, new BackfillNode(each.assets(), Items.wanting(some)));
    }
    return wanted;
  }

  private PartitionSubset filtered(Only only, String node, PartitionSubset all) {
    return switch (only) {
      case ALL -> all;
      case MISSING -> all.minus(states.materialized(node));
      case FAILED -> all.and(states.failed(node));
      case STALE -> all.and(states.stale(node));
    };
  }
}
