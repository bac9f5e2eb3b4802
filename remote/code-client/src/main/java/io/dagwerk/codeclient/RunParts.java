package io.dagwerk.codeclient;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Ordered;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What is asked of a job beside its partitions. Before it is completed its preset may say some of
/// it; after that it is all there.
///
/// @param preset empty once it is completed
/// @param mode the name of the mode; never empty once it is completed
/// @param config a run config document
/// @param selection a part of the job
public record RunParts(
    String job,
    Optional<String> preset,
    Optional<String> mode,
    ConfigTree config,
    Optional<String> selection,
    SequencedMap<String, String> tags) {
  public RunParts {
    tags = Ordered.copyOf(tags);
  }

  /// A whole job with nothing but its defaults.
  public static RunParts of(String job) {
    return new RunParts(
        job,
        Optional.empty(),
        Optional.empty(),
        ConfigTree.empty(),
        Optional.empty(),
        new LinkedHashMap<>());
  }
}
