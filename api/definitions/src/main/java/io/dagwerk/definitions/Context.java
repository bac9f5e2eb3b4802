package io.dagwerk.definitions;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;

/// What a function may ask and say while it runs. Thread-safe; valid until the function returns.
///
/// ```java
/// static Delays delaysOf(FlightTable flights, Context context) {
///   context.log().info("{} flights", flights.size());
///   context.report("flights", flights.size());
///   return Delays.of(flights);
/// }
/// ```
public interface Context {
  /// Its lines are structured events of the step.
  Logger log();

  RunId runId();

  String job();

  StepKey step();

  /// From 1; a retry has the next number.
  int attempt();

  /// The tags of the run.
  SequencedMap<String, String> tags();

  /// The partitions being materialized, in order; empty without partitions.
  List<PartitionKey> partitions();

  /// Names of the assets that this step is to make: all, or a part of a bundle that may be subset.
  List<String> selected();

  /// Attaches a fact to what is being made.
  void report(String name, MetadataValue value);

  default void report(String name, String text) {
    report(name, MetadataValue.text(text));
  }

  default void report(String name, long number) {
    report(name, MetadataValue.number(number));
  }

  default void report(String name, double number) {
    report(name, MetadataValue.number(number));
  }

  /// Says that something was materialized that no asset definition makes.
  default void materialized(String asset, Metadata metadata) {
    materialized(AssetKey.of(asset), Optional.empty(), metadata);
  }

  /// As [#materialized(String, Metadata)], for one partition.
  void materialized(AssetKey asset, Optional<PartitionKey> partition, Metadata metadata);

  /// Says that an asset was looked at.
  void observed(AssetKey asset, Optional<String> dataVersion, Metadata metadata);

  /// Says what was found about an asset, on the way. It never stops anything.
  void checked(AssetKey asset, String check, Outcome outcome);

  /// Whether this attempt was asked to stop, for whatever reason: the run is being canceled, the
  /// run or the step took too long, or the engine failed. The thread is interrupted as well.
  boolean isCanceled();
}
