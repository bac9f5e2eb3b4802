package io.dagwerk.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A job as the host sees it.
///
/// @param nodes the ops of a job that runs a graph, in topological order; empty for an asset job
/// @param assets the selection of an asset job; empty for a job that runs a graph
/// @param checked whether an asset job runs the checks of its assets
/// @param modes names of the modes, at least one; `default` is the one of a launch that names none,
///   and is not among them when the job needs what is left to its modes
/// @param readingStored names of the modes whose runs read what is stored, though nothing is known
///   of it
/// @param hooks attached to the job itself, so called when any of its steps ends
/// @param executors what runs its steps, by name; the first is the default
/// @param memoized whether stored outputs of the same version stand in for steps
/// @param timeout of a whole run
/// @param isolation of its runs; that of its location when it is left out
/// @param process how the process of a run is started
/// @param config what a run config document for the job must look like
public record JobSnapshot(
    String name,
    String description,
    SequencedMap<String, String> tags,
    List<NodeSnapshot> nodes,
    Optional<String> assets,
    boolean checked,
    List<String> modes,
    List<String> readingStored,
    List<PresetSnapshot> presets,
    List<HookSnapshot> hooks,
    List<ExecutorSnapshot> executors,
    boolean memoized,
    Optional<Duration> timeout,
    Optional<Isolation> isolation,
    JvmOptions process,
    ConfigSchema config) {
  public JobSnapshot {
    tags = Ordered.copyOf(tags);
    nodes = List.copyOf(nodes);
    modes = List.copyOf(modes);
    readingStored = List.copyOf(readingStored);
    presets = List.copyOf(presets);
    hooks = List.copyOf(hooks);
    executors = List.copyOf(executors);
  }

  /// A job without hooks whose runs are started as those of its location.
  public JobSnapshot(
      String name,
      String description,
      SequencedMap<String, String> tags,
      List<NodeSnapshot> nodes,
      Optional<String> assets,
      boolean checked,
      List<String> modes,
      List<String> readingStored,
      List<PresetSnapshot> presets,
      List<ExecutorSnapshot> executors,
      boolean memoized,
      Optional<Duration> timeout,
      ConfigSchema config) {
    this(
        name,
        description,
        tags,
        nodes,
        assets,
        checked,
        modes,
        readingStored,
        presets,
        List.of(),
        executors,
        memoized,
        timeout,
        Optional.empty(),
        JvmOptions.NONE,
        config);
  }

  /// How the process of its runs is started. What the job says wins over its location; a process
  /// that is started with options of the job's own is not shared.
  ///
  /// @param ofLocation of runs whose job says nothing
  public RunProcess process(Isolation ofLocation) {
    if (!process.equals(JvmOptions.NONE)) {
      return new RunProcess(Isolation.PROCESS, process);
    }
    return new RunProcess(isolation.orElse(ofLocation), JvmOptions.NONE);
  }

  /// A named, complete way to launch the job.
  ///
  /// @param config a run config document as a plain tree; secrets are references, or hidden
  public record PresetSnapshot(
      String name,
      ConfigTree config,
      String mode,
      Optional<String> selection,
      SequencedMap<String, String> tags) {
    public PresetSnapshot {
      tags = Ordered.copyOf(tags);
    }
  }

  /// A way to run steps.
  ///
  /// @param schema what its section of the run config must look like
  /// @param needsStoredOutputs whether steps run where values in memory do not reach
  public record ExecutorSnapshot(String name, ConfigSchema schema, boolean needsStoredOutputs) {}
}
