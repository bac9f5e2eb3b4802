package io.dagwerk.graphql;

import io.dagwerk.daemon.AssetReport;
import io.dagwerk.daemon.AssetReport.Finding;
import io.dagwerk.daemon.ReportedMetadata;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.PartitionKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what is reported of an asset.
final class ReportInput {
  private ReportInput() {}

  /// What is reported, by the names of the schema.
  private enum Kind {
    MATERIALIZED,
    OBSERVED,
    CHECKED
  }

  /// @throws BadRequest when what is said does not belong together
  static AssetReport report(Arguments input) {
    return new AssetReport(
        input.asset("asset"),
        input.findText("partition").map(PartitionKey::of),
        finding(input),
        metadata(input.values().get("metadata")));
  }

  private static Finding finding(Arguments input) {
    Kind kind = input.constant("kind", Kind.class);
    Optional<String> check = input.findText("check");
    Optional<Boolean> passed = input.findTruth("passed");
    if ((kind == Kind.CHECKED) != check.isPresent() || check.isPresent() != passed.isPresent()) {
      throw new BadRequest(
          "'check' and 'passed' belong to kind CHECKED, which wants both of them, but found kind %s"
              .formatted(kind));
    }
    return switch (kind) {
      case MATERIALIZED -> new Finding.Materialized(input.findText("dataVersion"));
      case OBSERVED -> new Finding.Observed(input.findText("dataVersion"));
      case CHECKED ->
          new Finding.Checked(
              check.orElseThrow(),
              passed.orElseThrow(),
              input.constant("severity", Event.Severity.class),
              input.findText("description").orElse(""));
    };
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
