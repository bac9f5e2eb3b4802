package io.dagwerk.execution;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Modes;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.plan.SelectedNodes;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The modes of the jobs of a location. What a job of assets needs is known here, where its
/// selection is resolved; that is done only where some resource is left to modes.
final class JobModes {
  private final Definitions definitions;
  private final LocationSnapshot location;
  private final boolean leavesAny;
  private Optional<SelectedNodes> selected = Optional.empty();

  /// @param location with its assets, bundles and checks; its jobs are not looked at
  JobModes(Definitions definitions, LocationSnapshot location) {
    this.definitions = definitions;
    this.location = location;
    this.leavesAny = resources(definitions).anyMatch(Resource::isGivenByModes);
  }

  private static Stream<Resource<?>> resources(Definitions definitions) {
    return Stream.concat(
        definitions.all(Resource.class).stream().map(resource -> (Resource<?>) resource),
        new Mode(Mode.DEFAULT, new LinkedHashMap<>())
            .opening(definitions.io().stream().toList()).stream());
  }

  Modes of(Job job) {
    return Modes.of(job, leavesAny ? nodes(job) : List.of(), definitions.io());
  }

  /// The nodes of a whole run of the job; none when its selection chooses nothing.
  List<Node> nodes(Job job) {
    if (job.assets().isEmpty()) {
      return job.nodes();
    }
    Set<String> names = new HashSet<>();
    selected().withChecks(job.assets().get().expression()).forEach(node -> names.add(node.name()));
    return NodeTable.ofAssets(definitions).all().nodes().stream()
        .filter(node -> names.contains(NodeSnapshots.nameOf(node)))
        .toList();
  }

  private synchronized SelectedNodes selected() {
    if (selected.isEmpty()) {
      selected = Optional.of(new SelectedNodes(location));
    }
    return selected.get();
  }

  /// What keeps jobs from being launched; [Definitions] found the rest.
  List<String> problems() {
    return leavesAny
        ? definitions.all(Job.class).stream()
            .filter(job -> job.assets().isPresent())
            .flatMap(job -> of(job).problems().stream())
            .toList()
        : List.of();
  }
}
