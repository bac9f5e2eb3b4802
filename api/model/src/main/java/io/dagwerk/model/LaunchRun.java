package io.dagwerk.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Asks for a run, with all that is needed to queue it. Immutable.
///
/// @param key whoever asks with a key gets one run for it, ever
/// @param partitions what partitioned assets are materialized for
/// @param config a run config document
public record LaunchRun(
    Target target,
    Optional<String> key,
    List<PartitionKey> partitions,
    ConfigTree config,
    SequencedMap<String, String> tags) {
  public LaunchRun {
    partitions = List.copyOf(partitions);
    tags = Ordered.copyOf(tags);
  }

  /// What is to be run.
  public sealed interface Target {
    /// A job, or the part of it that a selection names.
    record OfJob(String job, Optional<String> selection) implements Target {}

    /// Assets by a selection, with their checks.
    record OfAssets(String selection) implements Target {}
  }

  /// A run of a whole job with nothing but its defaults.
  public static LaunchRun ofJob(String job) {
    return of(new Target.OfJob(job, Optional.empty()));
  }

  /// A run with nothing but the defaults.
  public static LaunchRun of(Target target) {
    return new LaunchRun(
        target, Optional.empty(), List.of(), ConfigTree.empty(), new LinkedHashMap<>());
  }

  public LaunchRun keyed(String runKey) {
    return new LaunchRun(target, Optional.of(runKey), partitions, config, tags);
  }

  public LaunchRun on(List<PartitionKey> keys) {
    return new LaunchRun(target, key, keys, config, tags);
  }

  public LaunchRun config(ConfigTree document) {
    return new LaunchRun(target, key, partitions, document, tags);
  }

  /// The same run with more tags, which win over those it has.
  public LaunchRun tagged(SequencedMap<String, String> more) {
    SequencedMap<String, String> all = new LinkedHashMap<>(tags);
    all.putAll(more);
    return new LaunchRun(target, key, partitions, config, all);
  }
}
