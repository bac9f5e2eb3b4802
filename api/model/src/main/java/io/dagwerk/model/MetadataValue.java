package io.dagwerk.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/// One fact about a materialization, observation, check or failure, of a kind that the UI can show.
public sealed interface MetadataValue {
  record Text(String text) implements MetadataValue {}

  record Url(String url) implements MetadataValue {}

  record PathValue(String path) implements MetadataValue {}

  /// A JSON document as text.
  record Json(String json) implements MetadataValue {}

  record Markdown(String markdown) implements MetadataValue {}

  record Amount(BigDecimal value) implements MetadataValue {}

  record Bool(boolean value) implements MetadataValue {}

  record Length(Duration duration) implements MetadataValue {}

  record Time(Instant at) implements MetadataValue {}

  /// A few rows of a table, for people to look at.
  record Table(List<String> columns, List<List<String>> rows) implements MetadataValue {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  /// The columns of a table and what is known of them.
  record TableSchema(List<Column> columns) implements MetadataValue {
    public TableSchema {
      columns = List.copyOf(columns);
    }
  }

  /// One column of a [TableSchema].
  record Column(String name, String type, String description, boolean nullable, boolean unique) {}

  /// For each column of this asset the columns of other assets that it is made of.
  record ColumnLineage(SequencedMap<String, List<ColumnOf>> sources) implements MetadataValue {
    public ColumnLineage {
      sources = Ordered.copyOf(sources);
    }
  }

  /// A column of an asset.
  record ColumnOf(AssetKey asset, String column) {}

  record RunLink(RunId run) implements MetadataValue {}

  record AssetLink(AssetKey asset) implements MetadataValue {}

  /// A picture, small enough to be kept in the log.
  ///
  /// @param mediaType such as `image/png`
  /// @param base64 the bytes
  record Image(String mediaType, String base64) implements MetadataValue {}

  static MetadataValue text(String text) {
    return new Text(text);
  }

  static MetadataValue url(String url) {
    return new Url(url);
  }

  static MetadataValue path(String path) {
    return new PathValue(path);
  }

  static MetadataValue json(String json) {
    return new Json(json);
  }

  static MetadataValue markdown(String markdown) {
    return new Markdown(markdown);
  }

  static MetadataValue number(long value) {
    return new Amount(BigDecimal.valueOf(value));
  }

  static MetadataValue number(double value) {
    return new Amount(BigDecimal.valueOf(value));
  }

  static MetadataValue bool(boolean value) {
    return new Bool(value);
  }

  static MetadataValue duration(Duration duration) {
    return new Length(duration);
  }

  static MetadataValue timestamp(Instant at) {
    return new Time(at);
  }

  static MetadataValue run(RunId run) {
    return new RunLink(run);
  }

  static MetadataValue asset(AssetKey asset) {
    return new AssetLink(asset);
  }
}
