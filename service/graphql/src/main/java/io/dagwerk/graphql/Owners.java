package io.dagwerk.graphql;

import io.dagwerk.daemon.Operations;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.NewRun;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Who owns the steps of a job, by the code that is served now: the tag `owner` of an op or asset,
/// and the owners of what it makes.
///
/// @param byNode owners by the name of the node
record Owners(Map<String, List<String>> byNode) {
  private static final String TAG = "owner";

  /// Of the steps of a run's job; of none where its code is not served.
  static Owners of(NewRun.Work work, Operations operations) {
    return operations.locations().stream()
        .filter(location -> location.name().equals(work.location()))
        .flatMap(location -> location.served().stream())
        .findFirst()
        .map(served -> of(work.job(), served))
        .orElse(new Owners(Map.of()));
  }

  /// Ops are the job's own, assets those of its location.
  static Owners of(String job, LocationSnapshot location) {
    Map<String, List<String>> byNode = new HashMap<>();
    Stream<NodeSnapshot> ops =
        location.jobs().stream()
            .filter(each -> each.name().equals(job))
            .map(JobSnapshot::nodes)
            .flatMap(List::stream);
    Stream.concat(ops, location.nodes().stream())
        .forEach(node -> byNode.putIfAbsent(node.name(), ownersOf(node)));
    return new Owners(byNode);
  }

  private static List<String> ownersOf(NodeSnapshot node) {
    SequencedSet<String> owners = new LinkedHashSet<>();
    Stream.ofNullable(node.tags().get(TAG)).forEach(owners::add);
    node.outputs().stream()
        .flatMap(output -> output.asset().stream())
        .forEach(asset -> {
          owners.addAll(asset.owners());
          Stream.ofNullable(asset.tags().get(TAG)).forEach(owners::add);
        });
    return List.copyOf(owners);
  }

  List<String> of(StepKey step) {
    return byNode.getOrDefault(step.node(), List.of());
  }
}
