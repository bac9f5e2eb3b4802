package io.dagwerk.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Where a step takes the value of one of its inputs from.
public sealed interface InputSource {
  /// An output of another step of this run.
  ///
  /// Inside fan-outs the step is a template: the instance reads the instance with its own keys. A
  /// step that makes a whole range of partitions is never read in this way: its readers come
  /// `after` it and take each partition [FromStore].
  record FromStep(StepKey step, String output) implements InputSource {}

  /// A value that an earlier run stored.
  record FromStore(OutputAddress address) implements InputSource {}

  /// Several values as one list, in this order; those of skipped outputs are left out.
  record FanIn(List<InputSource> elements) implements InputSource {
    public FanIn {
      elements = List.copyOf(elements);
    }
  }

  /// Partitions of an asset by their keys, in the order of the definition.
  record FromPartitions(SequencedMap<PartitionKey, InputSource> partitions) implements InputSource {
    public FromPartitions {
      partitions = Ordered.copyOf(partitions);
    }
  }

  /// The element that this branch of a fan-out was made for.
  record Element(StepKey fanOut) implements InputSource {}

  /// An output of every branch of a fan-out, in the order of its elements.
  record Collected(StepKey fanOut, StepKey branch, String output) implements InputSource {}

  /// A value of the run config's section `inputs`.
  record External(String name) implements InputSource {}

  /// There is nothing to load, as before the first partition.
  record Absent() implements InputSource {}

  /// The sources below this one that name steps, this one included.
  default Stream<InputSource> leaves() {
    return switch (this) {
      case FanIn fanIn -> fanIn.elements().stream().flatMap(InputSource::leaves);
      case FromPartitions all ->
          new ArrayList<>(all.partitions().values()).stream().flatMap(InputSource::leaves);
      case FromStep _, FromStore _, Element _, Collected _, External _, Absent _ -> Stream.of(this);
    };
  }
}
