package io.dagwerk.model;

import java.util.List;
import java.util.Optional;

/// What a node declares that one of its inputs is made from.
public sealed interface InputSnapshot {
  /// An output of a node of the same job.
  record OfNode(String node, String output) implements InputSnapshot {}

  /// The value of an asset, or several of its partitions.
  ///
  /// @param partitions which partitions of the asset one partition of the reader needs; empty for
  ///   the one value of an asset without partitions, or for the partition of the same window
  /// @param optional whether a partition that does not exist is read as nothing
  record OfAsset(AssetKey asset, Optional<PartitionMapping> partitions, boolean optional)
      implements InputSnapshot {}

  /// Several inputs as one list.
  record OfMany(List<InputSnapshot> elements) implements InputSnapshot {
    public OfMany {
      elements = List.copyOf(elements);
    }
  }

  /// The element of the fan-out that the node is in.
  record OfElement(String fanOut) implements InputSnapshot {}

  /// An output of a node in every branch of a fan-out.
  record OfBranches(String fanOut, String branch, String output) implements InputSnapshot {}

  /// A value of the run config's section `inputs`.
  ///
  /// @param type the name of its type
  /// @param required whether it has no default
  record OfRunConfig(String name, String type, boolean required) implements InputSnapshot {}

  /// A resource, by name.
  record OfResource(String resource) implements InputSnapshot {}

  /// The node's config, bound to its record.
  record OfConfig() implements InputSnapshot {}

  /// A fact of the run or the partition, such as `context` or `partition_key`.
  record OfFact(String fact) implements InputSnapshot {}
}
