package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The numbers of the windows that exist at one moment, and their places in the order of time.
sealed interface WindowNumbers permits GridNumbers, CronNumbers {
  PartitionSubset all();

  OptionalLong number(PartitionKey key);

  Optional<PartitionKey> key(long number);

  OptionalLong placeOf(PartitionKey key);

  Optional<PartitionKey> keyAtPlace(long place);

  /// The keys of those numbers that exist, in the order of time.
  Stream<PartitionKey> keys(PartitionSubset numbers);

  /// The numbers of those that start in a span, its end not included.
  PartitionSubset starting(Instant from, Instant until);

  /// Windows without an existing one between them that is left out.
  ///
  /// @param first the start of the first
  /// @param last the start of the last
  record Run(Instant first, Instant last) {}

  /// The runs that some windows make, in the order of time.
  List<Run> runs(PartitionSubset numbers);

  /// The spans of time that windows cover, those without a gap between them as one, in order.
  List<TimeWindow> spans(PartitionSubset numbers);
}
