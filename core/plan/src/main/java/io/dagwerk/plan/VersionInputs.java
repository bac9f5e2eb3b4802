package io.dagwerk.plan;

import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.Ordered;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What the versions of steps depend on beside their code, as hashes that the caller has made.
///
/// @param config of each node's section of the run config, by the node's name
/// @param resourceConfig of each resource's section, by the resource's name
/// @param externals of each value of the section `inputs`, by its name
/// @param replaced the code of resources that the mode replaces, by name
public record VersionInputs(
    SequencedMap<String, String> config,
    SequencedMap<String, String> resourceConfig,
    SequencedMap<String, String> externals,
    SequencedMap<String, CodeVersion> replaced) {
  /// No config, and the resources as they are declared.
  public static final VersionInputs NONE =
      new VersionInputs(
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new LinkedHashMap<>());

  public VersionInputs {
    config = Ordered.copyOf(config);
    resourceConfig = Ordered.copyOf(resourceConfig);
    externals = Ordered.copyOf(externals);
    replaced = Ordered.copyOf(replaced);
  }
}
