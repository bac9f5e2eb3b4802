package io.dagwerk.automation.condition;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What conditions ask of the run that made an update.
///
/// @param subjects everything that the run was to update, with the partitions
public record RunFacts(
    RunId id, SequencedMap<String, String> tags, SequencedMap<Subject, PartitionSubset> subjects) {
  public RunFacts {
    tags = Ordered.copyOf(tags);
    subjects = Ordered.copyOf(subjects);
  }

  /// A run without tags.
  public static RunFacts of(RunId id, SequencedMap<Subject, PartitionSubset> subjects) {
    return new RunFacts(id, new LinkedHashMap<>(), subjects);
  }

  PartitionSubset of(Subject subject) {
    return subjects.getOrDefault(subject, PartitionSubset.none());
  }
}
