package io.dagwerk.model;

import io.dagwerk.model.MetadataValue.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The rule of how large a fact is: as many bytes as its texts have in UTF-8. Pure.
public final class MetadataSize {
  /// Of what is as large whatever it says.
  private static final long FIXED = 16;

  private MetadataSize() {}

  /// In bytes.
  public static long of(MetadataValue value) {
    return switch (value) {
      case MetadataValue.Text(String text) -> of(text);
      case MetadataValue.Url(String url) -> of(url);
      case MetadataValue.PathValue(String path) -> of(path);
      case MetadataValue.Json(String json) -> of(json);
      case MetadataValue.Markdown(String markdown) -> of(markdown);
      case MetadataValue.Amount(var amount) -> of(amount.toString());
      case MetadataValue.Table(var columns, var rows) ->
          of(columns) + rows.stream().mapToLong(MetadataSize::of).sum();
      case MetadataValue.TableSchema(var columns) ->
          columns.stream().mapToLong(MetadataSize::of).sum();
      case MetadataValue.ColumnLineage(var sources) ->
          of(List.copyOf(sources.keySet()))
              + sources.values().stream()
                  .flatMap(List::stream)
                  .mapToLong(from -> of(from.asset().toString()) + of(from.column()))
                  .sum();
      case MetadataValue.Image(String mediaType, String base64) -> of(mediaType) + of(base64);
      case MetadataValue.AssetLink(AssetKey asset) -> of(asset.toString());
      case MetadataValue.Bool _,
          MetadataValue.Length _,
          MetadataValue.Time _,
          MetadataValue.RunLink _ ->
          FIXED;
    };
  }

  private static long of(Column column) {
    return Stream.of(column.name(), column.type(), column.description())
        .mapToLong(MetadataSize::of)
        .sum();
  }

  private static long of(List<String> texts) {
    return texts.stream().mapToLong(MetadataSize::of).sum();
  }

  private static long of(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
