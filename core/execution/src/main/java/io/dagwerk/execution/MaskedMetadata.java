package io.dagwerk.execution;

import io.dagwerk.config.Secret;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.MetadataValue.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The rule that shows facts without secrets: their names, and every text of their values. A number
/// is hidden where it is a secret as a whole. Pure.
record MaskedMetadata(SecretMask secrets) {

  Metadata of(Metadata metadata) {
    SequencedMap<String, MetadataValue> masked = new LinkedHashMap<>();
    metadata.values().forEach((name, value) -> masked.put(free(name, masked), of(value)));
    return new Metadata(masked);
  }

  /// Facts stay apart, also when their names differed in the secrets only.
  private String free(String name, SequencedMap<String, MetadataValue> taken) {
    String shown = secrets.mask(name);
    String free = shown;
    for (int number = 2; taken.containsKey(free); number++) {
      free = shown + " " + number;
    }
    return free;
  }

  private MetadataValue of(MetadataValue value) {
    return switch (value) {
      case MetadataValue.Text(String text) -> new MetadataValue.Text(secrets.mask(text));
      case MetadataValue.Url(String url) -> new MetadataValue.Url(secrets.mask(url));
      case MetadataValue.PathValue(String path) -> new MetadataValue.PathValue(secrets.mask(path));
      case MetadataValue.Json(String json) -> new MetadataValue.Json(secrets.mask(json));
      case MetadataValue.Markdown(String text) -> new MetadataValue.Markdown(secrets.mask(text));
      case MetadataValue.Amount(var amount) ->
          secrets.mask(amount.toPlainString()).equals(Secret.MASK)
              ? new MetadataValue.Text(Secret.MASK)
              : value;
      case MetadataValue.Table(var columns, var rows) ->
          new MetadataValue.Table(of(columns), rows.stream().map(this::of).toList());
      case MetadataValue.TableSchema(var columns) ->
          new MetadataValue.TableSchema(columns.stream().map(this::of).toList());
      case MetadataValue.Bool _,
          MetadataValue.Length _,
          MetadataValue.Time _,
          MetadataValue.ColumnLineage _,
          MetadataValue.RunLink _,
          MetadataValue.AssetLink _,
          MetadataValue.Image _ ->
          value;
    };
  }

  private List<String> of(List<String> texts) {
    return texts.stream().map(secrets::mask).toList();
  }

  private Column of(Column column) {
    return new Column(
        secrets.mask(column.name()),
        secrets.mask(column.type()),
        secrets.mask(column.description()),
        column.nullable(),
        column.unique());
  }
}
