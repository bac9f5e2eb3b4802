package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.examples.megajob.check.DeclaredCheck;
import io.dagwerk.examples.megajob.type.Ports;
import java.util.List;
import java.util.Optional;

/// A job as its descriptor says it, with the defaults of its folders. Immutable.
public record Descriptor(
    Identity identity,
    Optional<Timing> schedule,
    Dependencies dependencies,
    Operations operations,
    Task task) {
  /// How it is run, and by whom.
  public record Operations(Execution execution, Ownership ownership) {}

  /// The same job with these checks.
  public Descriptor with(List<DeclaredCheck> checks) {
    return new Descriptor(
        identity, schedule, dependencies, operations, new Task(task.params(), checks));
  }

  public String name() {
    return identity.name();
  }

  public String type() {
    return identity.type();
  }

  /// What it makes: its outputs, or a dataset of its own name.
  public List<String> datasets() {
    return dependencies.outputs().isEmpty() ? List.of(name()) : dependencies.outputs();
  }

  /// What it reads and makes, as its type sees it.
  public Ports ports() {
    return new Ports(dependencies.inputs(), datasets(), dependencies.partitions().isPresent());
  }

  public Execution execution() {
    return operations.execution();
  }

  public Ownership ownership() {
    return operations.ownership();
  }
}
