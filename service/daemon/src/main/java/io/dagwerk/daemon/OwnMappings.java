package io.dagwerk.daemon;

import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.PartitionMapping.ByDimension.Part;
import java.util.stream.Stream;

/// Looks for partition mappings that are functions of the user.
final class OwnMappings {
  private OwnMappings() {}

  /// Whether a location has any; one that has none need not be asked what they say.
  static boolean areIn(LocationSnapshot location) {
    return Stream.concat(
            location.nodes().stream(), location.jobs().stream().flatMap(OwnMappings::nodes))
        .flatMap(node -> node.inputs().stream())
        .anyMatch(OwnMappings::isOwn);
  }

  private static Stream<NodeSnapshot> nodes(JobSnapshot job) {
    return job.nodes().stream();
  }

  private static boolean isOwn(InputSnapshot input) {
    return switch (input) {
      case InputSnapshot.OfAsset asset -> asset.partitions().filter(OwnMappings::isOwn).isPresent();
      case InputSnapshot.OfMany many -> many.elements().stream().anyMatch(OwnMappings::isOwn);
      case InputSnapshot.OfNode _,
          InputSnapshot.OfElement _,
          InputSnapshot.OfBranches _,
          InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ ->
          false;
    };
  }

  private static boolean isOwn(PartitionMapping mapping) {
    return mapping instanceof PartitionMapping.Custom
        || (mapping instanceof PartitionMapping.ByDimension parts
            && parts.dimensions().values().stream()
                .map(Part::mapping)
                .anyMatch(OwnMappings::isOwn));
  }
}
