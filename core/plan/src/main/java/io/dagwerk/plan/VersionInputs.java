package io.dagwerk.plan;

import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.Ordered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What the versions of steps depend on beside their code: config, as hashes that the caller has
/// made, and the resources that the mode of the run has. Of what is missing here, the snapshot is
/// believed.
///
/// @param nodes by the names that they have in plans
/// @param resources by the names of the declared ones
/// @param externals the values of the section `inputs`, by their names
public record VersionInputs(
    SequencedMap<String, OfNode> nodes,
    SequencedMap<String, OfResource> resources,
    SequencedMap<String, CodeVersion> externals) {
  /// No config, and the resources as they are declared.
  public static final VersionInputs NONE =
      new VersionInputs(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());

  public VersionInputs {
    nodes = Ordered.copyOf(nodes);
    resources = Ordered.copyOf(resources);
    externals = Ordered.copyOf(externals);
  }

  /// A node in this run.
  ///
  /// @param config a hash of its config
  /// @param resources names of the resources that it uses itself; what they need counts with them
  public record OfNode(String config, List<String> resources) {
    public OfNode {
      resources = List.copyOf(resources);
    }
  }

  /// A resource in this run: the declared one, or what the mode puts in its place.
  ///
  /// @param config a hash of its config
  /// @param needs names of the resources that it is made from
  public record OfResource(CodeVersion code, String config, List<String> needs) {
    public OfResource {
      needs = List.copyOf(needs);
    }
  }
}
