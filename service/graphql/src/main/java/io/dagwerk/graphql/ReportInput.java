package io.dagwerk.graphql;

import io.dagwerk.daemon.AssetReport;
import io.dagwerk.daemon.AssetReport.Finding;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import java.math.BigDecimal;
import java.util.Map;
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

  /// Texts, numbers and truths are what they are; anything else is JSON.
  private static Metadata metadata(@Nullable Object tree) {
    return switch (tree) {
      case null -> Metadata.none();
      case ConfigTree.Nothing _ -> Metadata.none();
      case ConfigTree.Entries(var entries) -> {
        Metadata metadata = Metadata.none();
        for (Map.Entry<String, ConfigTree> entry : entries.entrySet()) {
          metadata = metadata.and(entry.getKey(), value(entry.getValue()));
        }
        yield metadata;
      }
      default -> throw new BadRequest("expected 'metadata' to be a map, but found " + tree);
    };
  }

  private static MetadataValue value(ConfigTree value) {
    return switch (value) {
      case ConfigTree.Text(String text) -> MetadataValue.text(text);
      case ConfigTree.Truth(boolean truth) -> MetadataValue.bool(truth);
      case ConfigTree.Whole(var number) -> new MetadataValue.Amount(new BigDecimal(number));
      case ConfigTree.Decimal(var number) -> new MetadataValue.Amount(number);
      case ConfigTree.Nothing _, ConfigTree.Items _, ConfigTree.Entries _ ->
          MetadataValue.json(value.toJson());
    };
  }
}
