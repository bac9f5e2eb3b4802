package io.dagwerk.examples.megajob.graph;

import io.dagwerk.examples.megajob.descriptor.Descriptor;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.model.ConfigTree;

/// A job of the graph.
///
/// @param file where its descriptor is written
/// @param canonical its descriptor in its one normal form
public record GraphJob(
    Descriptor descriptor, JobType<?, ?> type, String file, ConfigTree canonical) {
  public String name() {
    return descriptor.name();
  }

  @Override
  public String toString() {
    return "job '%s'".formatted(name());
  }
}
