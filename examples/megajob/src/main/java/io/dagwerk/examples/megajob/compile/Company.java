package io.dagwerk.examples.megajob.compile;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.examples.megajob.graph.JobGraph;
import io.dagwerk.examples.megajob.tool.Tools;

/// A company's compiled set-up.
///
/// @param tools the resources of the definitions, for tests to put others in their places
public record Company(JobGraph graph, Definitions definitions, Tools tools) {
  /// The job that runs everything.
  public static final String ALL = "all";
}
