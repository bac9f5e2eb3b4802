package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.all;

import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.v1.CommonProto;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Metadata as messages, and back.
final class MetadataCodec {
  private MetadataCodec() {}

  static CommonProto.Metadata toMessage(Metadata metadata) {
    CommonProto.Metadata.Builder message = CommonProto.Metadata.newBuilder();
    metadata
        .values()
        .forEach((name, value) ->
            message.addEntries(
                CommonProto.MetadataEntry.newBuilder().setName(name).setValue(toMessage(value))));
    return message.build();
  }

  /// What is of a kind that this version does not know is shown as a text that says so.
  static Metadata fromMessage(CommonProto.Metadata message) {
    if (message.getEntriesCount() == 0) {
      return Metadata.none();
    }
    SequencedMap<String, MetadataValue> values = new LinkedHashMap<>();
    message
        .getEntriesList()
        .forEach(entry -> values.put(entry.getName(), fromMessage(entry.getValue())));
    return new Metadata(values);
  }

  private static CommonProto.MetadataValue toMessage(MetadataValue value) {
    CommonProto.MetadataValue.Builder message = CommonProto.MetadataValue.newBuilder();
    switch (value) {
      case MetadataValue.Text(String text) -> message.setText(text);
      case MetadataValue.Url(String url) -> message.setUrl(url);
      case MetadataValue.PathValue(String path) -> message.setPath(path);
      case MetadataValue.Json(String json) -> message.setJson(json);
      case MetadataValue.Markdown(String markdown) -> message.setMarkdown(markdown);
      case MetadataValue.Amount(BigDecimal amount) -> message.setAmount(amount.toString());
      case MetadataValue.Bool(boolean truth) -> message.setTruth(truth);
      case MetadataValue.Length(var duration) -> message.setLength(CommonCodec.toMessage(duration));
      case MetadataValue.Time(var at) -> message.setTime(CommonCodec.toMessage(at));
      case MetadataValue.Table table -> message.setTable(toMessage(table));
      case MetadataValue.TableSchema schema -> message.setTableSchema(toMessage(schema));
      case MetadataValue.ColumnLineage lineage -> message.setColumnLineage(toMessage(lineage));
      case MetadataValue.RunLink(RunId run) -> message.setRun(run.toString());
      case MetadataValue.AssetLink(var asset) -> message.setAsset(CommonCodec.toMessage(asset));
      case MetadataValue.Image(String mediaType, String base64) ->
          message.setImage(
              CommonProto.MetadataValue.Image.newBuilder()
                  .setMediaType(mediaType)
                  .setBase64(base64));
    }
    return message.build();
  }

  private static MetadataValue fromMessage(CommonProto.MetadataValue message) {
    return switch (message.getKindCase()) {
      case TEXT -> new MetadataValue.Text(message.getText());
      case URL -> new MetadataValue.Url(message.getUrl());
      case PATH -> new MetadataValue.PathValue(message.getPath());
      case JSON -> new MetadataValue.Json(message.getJson());
      case MARKDOWN -> new MetadataValue.Markdown(message.getMarkdown());
      case AMOUNT -> new MetadataValue.Amount(new BigDecimal(message.getAmount()));
      case TRUTH -> new MetadataValue.Bool(message.getTruth());
      case LENGTH -> new MetadataValue.Length(CommonCodec.fromMessage(message.getLength()));
      case TIME -> new MetadataValue.Time(CommonCodec.fromMessage(message.getTime()));
      case TABLE -> fromMessage(message.getTable());
      case TABLE_SCHEMA -> fromMessage(message.getTableSchema());
      case COLUMN_LINEAGE -> fromMessage(message.getColumnLineage());
      case RUN -> new MetadataValue.RunLink(RunId.of(message.getRun()));
      case ASSET -> new MetadataValue.AssetLink(CommonCodec.fromMessage(message.getAsset()));
      case IMAGE ->
          new MetadataValue.Image(
              message.getImage().getMediaType(), message.getImage().getBase64());
      case KIND_NOT_SET -> new MetadataValue.Text("of a kind that this version does not know");
    };
  }

  private static CommonProto.MetadataValue.Table toMessage(MetadataValue.Table table) {
    CommonProto.MetadataValue.Table.Builder message =
        CommonProto.MetadataValue.Table.newBuilder().addAllColumns(table.columns());
    table
        .rows()
        .forEach(cells ->
            message.addRows(CommonProto.MetadataValue.Row.newBuilder().addAllCells(cells)));
    return message.build();
  }

  private static MetadataValue fromMessage(CommonProto.MetadataValue.Table message) {
    return new MetadataValue.Table(
        message.getColumnsList(),
        all(message.getRowsList(), row -> List.copyOf(row.getCellsList())));
  }

  private static CommonProto.MetadataValue.TableSchema toMessage(MetadataValue.TableSchema schema) {
    CommonProto.MetadataValue.TableSchema.Builder message =
        CommonProto.MetadataValue.TableSchema.newBuilder();
    schema
        .columns()
        .forEach(column ->
            message.addColumns(
                CommonProto.MetadataValue.Column.newBuilder()
                    .setName(column.name())
                    .setType(column.type())
                    .setDescription(column.description())
                    .setNullable(column.nullable())
                    .setUnique(column.unique())));
    return message.build();
  }

  private static MetadataValue fromMessage(CommonProto.MetadataValue.TableSchema message) {
    return new MetadataValue.TableSchema(
        all(
            message.getColumnsList(),
            column ->
                new MetadataValue.Column(
                    column.getName(),
                    column.getType(),
                    column.getDescription(),
                    column.getNullable(),
                    column.getUnique())));
  }

  private static CommonProto.MetadataValue.ColumnLineage toMessage(
      MetadataValue.ColumnLineage lineage) {
    CommonProto.MetadataValue.ColumnLineage.Builder message =
        CommonProto.MetadataValue.ColumnLineage.newBuilder();
    lineage
        .sources()
        .forEach((column, sources) -> {
          var of = CommonProto.MetadataValue.Sources.newBuilder().setColumn(column);
          sources.forEach(source ->
              of.addSources(
                  CommonProto.MetadataValue.ColumnOf.newBuilder()
                      .setAsset(CommonCodec.toMessage(source.asset()))
                      .setColumn(source.column())));
          message.addColumns(of);
        });
    return message.build();
  }

  private static MetadataValue fromMessage(CommonProto.MetadataValue.ColumnLineage message) {
    SequencedMap<String, List<MetadataValue.ColumnOf>> sources = new LinkedHashMap<>();
    for (CommonProto.MetadataValue.Sources column : message.getColumnsList()) {
      sources.put(
          column.getColumn(),
          all(
              column.getSourcesList(),
              source ->
                  new MetadataValue.ColumnOf(
                      CommonCodec.fromMessage(source.getAsset()), source.getColumn())));
    }
    return new MetadataValue.ColumnLineage(sources);
  }
}
