package io.dagwerk.definitions;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A run that a schedule or sensor asks for. Immutable.
///
/// ```java
/// RunRequest.of("2001-01-31.csv").on("2001-01-31").config(load, new LoadConfig(10))
/// ```
///
/// @param key a request with a key that this schedule or sensor has already made is dropped, even
///   if that run failed
/// @param job empty for the first that the schedule or sensor runs
/// @param partitions what partitioned assets are materialized for
/// @param selection runs a part of the job; in the selection language
/// @param config parts of the run config, each laid over those before
public record RunRequest(
    Optional<String> key,
    Optional<Job> job,
    List<PartitionKey> partitions,
    Optional<String> selection,
    List<Preset.Part> config,
    SequencedMap<String, String> tags) {
  public RunRequest {
    partitions = List.copyOf(partitions);
    config = List.copyOf(config);
    tags = Ordered.copyOf(tags);
  }

  /// A run that is asked for once per key.
  public static RunRequest of(String key) {
    return of(Optional.of(key));
  }

  /// A run that is asked for each time.
  public static RunRequest always() {
    return of(Optional.empty());
  }

  private static RunRequest of(Optional<String> key) {
    return new RunRequest(
        key, Optional.empty(), List.of(), Optional.empty(), List.of(), new LinkedHashMap<>());
  }

  /// One of the jobs of a sensor that runs several.
  public RunRequest running(Job one) {
    Job declared = Handle.declared(one, "a job");
    return new RunRequest(key, Optional.of(declared), partitions, selection, config, tags);
  }

  /// The partitions to make, in one run.
  public RunRequest on(String... keys) {
    return on(Stream.of(keys).map(PartitionKey::of).toList());
  }

  /// As [#on(String...)].
  public RunRequest on(PartitionKey partition) {
    return on(List.of(partition));
  }

  /// As [#on(String...)].
  public RunRequest on(List<PartitionKey> keys) {
    return new RunRequest(key, job, keys, selection, config, tags);
  }

  /// Runs a part of the job only.
  public RunRequest select(String steps) {
    return new RunRequest(key, job, partitions, Optional.of(steps), config, tags);
  }

  /// A part of the run config as a plain tree.
  public RunRequest config(Map<String, ?> tree) {
    return with(new Preset.Part.Tree(new LinkedHashMap<>(tree)));
  }

  /// The config of an op, asset, check or resource.
  public RunRequest config(Handle definition, Record config) {
    return with(new Preset.Part.Of(Handle.declared(definition, "a definition"), config));
  }

  private RunRequest with(Preset.Part part) {
    List<Preset.Part> more = new ArrayList<>(config);
    more.add(part);
    return new RunRequest(key, job, partitions, selection, more, tags);
  }

  public RunRequest tag(String name, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(tags);
    more.put(name, value);
    return new RunRequest(key, job, partitions, selection, config, more);
  }

  /// A tag with a structured value, which is stored as its JSON text.
  ///
  /// @throws IllegalArgumentException when JSON cannot say the value
  public RunRequest tag(String name, Map<String, ?> value) {
    return tag(name, Tags.json(name, value));
  }
}
