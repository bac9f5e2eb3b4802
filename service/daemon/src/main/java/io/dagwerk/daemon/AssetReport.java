package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.PartitionKey;
import java.util.Optional;

/// What somebody has found out about an external asset, which nothing here makes.
public record AssetReport(
    AssetKey asset, Optional<PartitionKey> partition, Finding finding, Metadata metadata) {
  /// What was found out, in a word.
  public enum Kind {
    MATERIALIZED,
    OBSERVED,
    CHECKED
  }

  /// What a document says of a finding, whatever its kind is.
  ///
  /// @param severity how bad it is that a check did not pass
  public record Said(
      Optional<String> dataVersion,
      Optional<String> check,
      Optional<Boolean> passed,
      Event.Severity severity,
      String description) {}

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

    /// The finding that a document is about.
    ///
    /// @throws IllegalArgumentException when what is said does not belong together
    static Finding of(Kind kind, Said said) {
      boolean isCheck = kind == Kind.CHECKED;
      if (isCheck != said.check().isPresent() || isCheck != said.passed().isPresent()) {
        throw new IllegalArgumentException(
            "'check' and 'passed' belong to kind CHECKED, which wants both of them, but found kind "
                + kind);
      }
      return switch (kind) {
        case MATERIALIZED -> new Materialized(said.dataVersion());
        case OBSERVED -> new Observed(said.dataVersion());
        case CHECKED ->
            new Checked(
                said.check().orElseThrow(),
                said.passed().orElseThrow(),
                said.severity(),
                said.description());
      };
    }
  }
}
