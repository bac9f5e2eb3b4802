package io.dagwerk.automation.condition;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.partitions.PartitionSets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What an evaluation goes by.
///
/// @param now the evaluation's time; not before that of the evaluation before
/// @param position up to where the log was read; facts beyond are left for the next evaluation
/// @param facts those since the evaluation before, by position; ones that it has seen are ignored
/// @param dynamicKeys the present keys of each dynamic definition, by its name, in their order
/// @param mappings what users' own mappings say, by their names
public record Facts(
    Instant now,
    long position,
    List<Fact> facts,
    SequencedMap<String, List<PartitionKey>> dynamicKeys,
    SequencedMap<String, EvaluatedMapping> mappings) {
  public Facts {
    facts = List.copyOf(facts);
    dynamicKeys = Ordered.copyOf(dynamicKeys);
    mappings = Ordered.copyOf(mappings);
  }

  /// Facts of definitions without dynamic keys and mappings of users' own.
  public static Facts of(Instant now, long position, List<Fact> facts) {
    return new Facts(now, position, facts, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// The partitions that there are at a time.
  PartitionSets sets(Instant at) {
    return new PartitionSets(at, dynamicKeys).mappedBy(mappings);
  }
}
