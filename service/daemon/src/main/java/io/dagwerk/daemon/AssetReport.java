package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.PartitionKey;
import java.util.Optional;

/// What somebody has found out about an external asset, which nothing here makes.
public record AssetReport(
    AssetKey asset, Optional<PartitionKey> partition, Finding finding, Metadata metadata) {
  /// What is said of it.
  public sealed interface Finding {
    /// It has a new value.
    ///
    /// @param dataVersion the reporter's version of the data
    record Materialized(Optional<String> dataVersion) implements Finding {}

    /// Its value was looked at.
    ///
    /// @param dataVersion the reporter's version of the data
    record Observed(Optional<String> dataVersion) implements Finding {}

    /// Its value was checked.
    ///
    /// @param severity how bad it is that it did not pass
    record Checked(String check, boolean passed, Event.Severity severity, String description)
        implements Finding {}
  }
}
