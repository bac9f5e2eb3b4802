package io.dagwerk.examples.megajob.type;

import java.util.List;

/// What a job reads and makes.
///
/// @param outputs at least one: without any, a job makes a dataset of its own name
/// @param partitioned whether it runs once for each partition
public record Ports(List<String> inputs, List<String> outputs, boolean partitioned) {
  public Ports {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
