package io.dagwerk.webserver;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.daemon.AssetReport;
import io.dagwerk.daemon.AssetReport.Finding;
import io.dagwerk.daemon.ReportedMetadata;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.PartitionKey;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What was found out about an external asset, as it is posted.
record ReportDocument(
    @Doc("The key of the asset, such as raw/flights") String asset,
    @Doc("Which partition, of an asset that has some") Optional<String> partition,
    @Doc("What was found out") @Default("MATERIALIZED") Kind kind,
    @Doc("The version of the data, by which the reporter knows it") Optional<String> dataVersion,
    @Doc("The name of the check, of kind CHECKED") Optional<String> check,
    @Doc("Whether the check passed, of kind CHECKED") Optional<Boolean> passed,
    @Doc("How bad it is when the check did not pass") @Default("ERROR") Event.Severity severity,
    @Doc("What the check found, in words") @Default("") String description,
    @Doc("What is to be known of it") @Default({}) SequencedMap<String, Object> metadata) {
  /// What was found out.
  enum Kind {
    MATERIALIZED,
    OBSERVED,
    CHECKED
  }

  /// @throws IllegalArgumentException when what is said does not belong together
  ReportDocument {
    var _ = AssetKey.of(asset);
    boolean isCheck = kind == Kind.CHECKED;
    if (isCheck != check.isPresent() || isCheck != passed.isPresent()) {
      throw new IllegalArgumentException(
          "'check' and 'passed' belong to kind CHECKED, which wants both of them, but found kind "
              + kind);
    }
  }

  AssetReport report() {
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    metadata.forEach((name, value) -> entries.put(name, ConfigTree.of(value)));
    return new AssetReport(
        AssetKey.of(asset),
        partition.map(PartitionKey::of),
        finding(),
        ReportedMetadata.of(entries));
  }

  private Finding finding() {
    return switch (kind) {
      case MATERIALIZED -> new Finding.Materialized(dataVersion);
      case OBSERVED -> new Finding.Observed(dataVersion);
      case CHECKED ->
          new Finding.Checked(check.orElseThrow(), passed.orElseThrow(), severity, description);
    };
  }
}
