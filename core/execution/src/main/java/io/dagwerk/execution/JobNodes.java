package io.dagwerk.execution;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;

/// A job among its definitions, and the nodes that its runs may have, whatever is selected.
record JobNodes(Definitions definitions, Job job, NodeTable table) {

  /// @param assets the table that all asset jobs of the definitions share
  static JobNodes of(Definitions definitions, Job job, NodeTable assets) {
    return new JobNodes(
        definitions, job, job.assets().isEmpty() ? NodeTable.of(job.nodes()) : assets);
  }
}
