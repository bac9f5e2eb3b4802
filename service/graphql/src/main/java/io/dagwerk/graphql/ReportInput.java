package io.dagwerk.graphql;

import io.dagwerk.daemon.AssetReport;
import io.dagwerk.daemon.AssetReport.Finding;
import io.dagwerk.daemon.ReportedMetadata;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import org.jspecify.annotations.Nullable;

/// Reads what is reported of an asset.
final class ReportInput {
  private ReportInput() {}

  /// @throws BadRequest when what is said does not belong together
  static AssetReport report(Arguments input) {
    return new AssetReport(
        input.asset("asset"),
        input.findPartition("partition"),
        finding(input),
        metadata(input.values().get("metadata")));
  }

  private static Finding finding(Arguments input) {
    try {
      return Finding.of(
          input.constant("kind", AssetReport.Kind.class),
          new AssetReport.Said(
              input.findText("dataVersion"),
              input.findText("check"),
              input.findTruth("passed"),
              input.constant("severity", Event.Severity.class),
              input.findText("description").orElse("")));
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Metadata metadata(@Nullable Object tree) {
    return switch (tree) {
      case null -> Metadata.none();
      case ConfigTree.Nothing _ -> Metadata.none();
      case ConfigTree.Entries(var entries) -> ReportedMetadata.of(entries);
      default -> throw new BadRequest("expected 'metadata' to be a map, but found " + tree);
    };
  }
}
