package io.dagwerk.daemon;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Ordered;
import io.dagwerk.plan.PlanRequest;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Asks for a run of a job, or of assets. Immutable.
///
/// ```java
/// LaunchRequest.of("refresh").on("2001-01-01...2001-01-07").preset("small")
/// LaunchRequest.ofAssets("+revenue")
/// ```
///
/// @param location where the job is defined; may be left out when one location alone has it
/// @param job its name; `assets` for assets that no job asks for
/// @param config a run config document, laid over the preset's
/// @param selection a part of the job, in the selection language
/// @param partitions a set of partitions as text, such as `2001-01-01...2001-01-07`
/// @param priority higher is started first; 0 if nothing was said
public record LaunchRequest(
    Optional<String> location,
    String job,
    Optional<String> preset,
    Optional<String> mode,
    ConfigTree config,
    Optional<String> selection,
    Optional<String> partitions,
    int priority,
    SequencedMap<String, String> tags) {
  public LaunchRequest {
    tags = Ordered.copyOf(tags);
  }

  /// A whole job with nothing but its defaults.
  public static LaunchRequest of(String job) {
    return new LaunchRequest(
        Optional.empty(),
        job,
        Optional.empty(),
        Optional.empty(),
        ConfigTree.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        new LinkedHashMap<>());
  }

  /// Assets that no job asks for, with their checks.
  ///
  /// @param selection of the assets, in the selection language
  public static LaunchRequest ofAssets(String selection) {
    return of(PlanRequest.ASSETS).select(selection);
  }

  public LaunchRequest in(String other) {
    return new LaunchRequest(
        Optional.of(other), job, preset, mode, config, selection, partitions, priority, tags);
  }

  public LaunchRequest preset(String name) {
    return new LaunchRequest(
        location, job, Optional.of(name), mode, config, selection, partitions, priority, tags);
  }

  public LaunchRequest mode(String name) {
    return new LaunchRequest(
        location, job, preset, Optional.of(name), config, selection, partitions, priority, tags);
  }

  /// Lays a document over what was said before.
  public LaunchRequest config(ConfigTree document) {
    return new LaunchRequest(
        location, job, preset, mode, config.merge(document), selection, partitions, priority, tags);
  }

  public LaunchRequest select(String expression) {
    return new LaunchRequest(
        location, job, preset, mode, config, Optional.of(expression), partitions, priority, tags);
  }

  public LaunchRequest on(String text) {
    return new LaunchRequest(
        location, job, preset, mode, config, selection, Optional.of(text), priority, tags);
  }

  public LaunchRequest priority(int other) {
    return new LaunchRequest(
        location, job, preset, mode, config, selection, partitions, other, tags);
  }

  public LaunchRequest tag(String key, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(tags);
    more.put(key, value);
    return new LaunchRequest(
        location, job, preset, mode, config, selection, partitions, priority, more);
  }
}
