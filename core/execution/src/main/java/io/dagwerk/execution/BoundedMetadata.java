package io.dagwerk.execution;

import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataSize;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.SizeLimit;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The rule that makes facts smaller that are too large: a text is cut, and anything else gives way
/// to a text that says what it was and how large. Pure.
///
/// @param most how many bytes a fact may have
record BoundedMetadata(long most) {
  /// Whether none is too large.
  boolean fits(Metadata metadata) {
    return metadata.values().values().stream().allMatch(this::fits);
  }

  Metadata of(Metadata metadata) {
    SequencedMap<String, MetadataValue> bounded = new LinkedHashMap<>();
    metadata
        .values()
        .forEach((name, value) -> bounded.put(name, fits(value) ? value : smaller(value)));
    return new Metadata(bounded);
  }

  private boolean fits(MetadataValue value) {
    return MetadataSize.of(value) <= most;
  }

  private MetadataValue smaller(MetadataValue value) {
    return switch (value) {
      case MetadataValue.Text(String text) -> new MetadataValue.Text(cut(text));
      case MetadataValue.Markdown(String text) -> new MetadataValue.Markdown(cut(text));
      case MetadataValue.Url _ -> missing("an address", value);
      case MetadataValue.PathValue _ -> missing("a path", value);
      case MetadataValue.Json _ -> missing("a JSON document", value);
      case MetadataValue.Amount _ -> missing("a number", value);
      case MetadataValue.Table _ -> missing("a table", value);
      case MetadataValue.TableSchema _ -> missing("a table's schema", value);
      case MetadataValue.ColumnLineage _ -> missing("a column lineage", value);
      case MetadataValue.Image _ -> missing("an image", value);
      case MetadataValue.AssetLink _ -> missing("a link to an asset", value);
      case MetadataValue.Bool _,
          MetadataValue.Length _,
          MetadataValue.Time _,
          MetadataValue.RunLink _ ->
          value;
    };
  }

  private String cut(String text) {
    return CutText.of(text, SizeLimit.METADATA_VALUE, most);
  }

  private MetadataValue missing(String what, MetadataValue value) {
    return new MetadataValue.Text(
        "[%s of %,d bytes is missing here: %s is %,d]"
            .formatted(what, MetadataSize.of(value), SizeLimit.METADATA_VALUE.setting(), most));
  }
}
