package io.dagwerk.model;

import java.util.List;
import java.util.Optional;

/// Everything that a code location defines, as the host sees it.
///
/// @param codeVersion a hash of all of it
/// @param nodes the assets, bundles and checks, in topological order
public record LocationSnapshot(
    String name,
    String codeVersion,
    List<NodeSnapshot> nodes,
    List<JobSnapshot> jobs,
    List<ResourceSnapshot> resources,
    List<ScheduleSnapshot> schedules,
    List<SensorSnapshot> sensors) {
  public LocationSnapshot {
    nodes = List.copyOf(nodes);
    jobs = List.copyOf(jobs);
    resources = List.copyOf(resources);
    schedules = List.copyOf(schedules);
    sensors = List.copyOf(sensors);
  }

  /// A resource.
  ///
  /// @param config what its config section must look like, when it has one
  /// @param needs names of the resources it is made from
  public record ResourceSnapshot(
      String name,
      String type,
      String description,
      Optional<ConfigSchema> config,
      List<String> needs,
      CodeVersion version) {
    public ResourceSnapshot {
      needs = List.copyOf(needs);
    }
  }
}
