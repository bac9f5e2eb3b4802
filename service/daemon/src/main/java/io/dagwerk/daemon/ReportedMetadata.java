package io.dagwerk.daemon;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SequencedMap;

/// Metadata that comes as JSON: texts, numbers and truths are what they are; anything else is JSON.
public final class ReportedMetadata {
  private ReportedMetadata() {}

  public static Metadata of(SequencedMap<String, ConfigTree> entries) {
    Metadata metadata = Metadata.none();
    for (Map.Entry<String, ConfigTree> entry : entries.entrySet()) {
      metadata = metadata.and(entry.getKey(), value(entry.getValue()));
    }
    return metadata;
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
