package io.dagwerk.webserver;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.daemon.AssetReport;
import io.dagwerk.daemon.AssetReport.Finding;
import io.dagwerk.daemon.AssetReport.Kind;
import io.dagwerk.daemon.AssetReport.Said;
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
  /// @throws IllegalArgumentException when what is said does not belong together
  ReportDocument {
    var _ = AssetKey.of(asset);
    var _ = partition.map(PartitionKey::of);
    var _ = Finding.of(kind, new Said(dataVersion, check, passed, severity, description));
  }

  AssetReport report() {
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    metadata.forEach((name, value) -> entries.put(name, ConfigTree.of(value)));
    return new AssetReport(
        AssetKey.of(asset),
        partition.map(PartitionKey::of),
        Finding.of(kind, new Said(dataVersion, check, passed, severity, description)),
        ReportedMetadata.of(entries));
  }
}
