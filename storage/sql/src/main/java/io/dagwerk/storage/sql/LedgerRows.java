package io.dagwerk.storage.sql;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.StoredFact;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Reads facts of the ledger.
record LedgerRows(Dialect dialect) {
  static final String COLUMNS =
      "l.number, l.kind, l.asset, l.partition_key, l.check_name, l.passed, l.run, l.at, l.version,"
          + " l.step_version, l.event";

  static String text(LedgerRow.Kind kind) {
    return switch (kind) {
      case LedgerRow.Kind.Materialized _ -> "M";
      case LedgerRow.Kind.Observed _ -> "O";
      case LedgerRow.Kind.Checked _ -> "C";
    };
  }

  StoredFact fact(ResultSet row) throws SQLException {
    return new StoredFact(
        row.getLong("number"),
        dialect.id(row, "run"),
        new LedgerRow(
            kind(row),
            place(row),
            Columns.findText(row, "version", version -> version),
            Columns.instant(row, "at"),
            Bytes.of(Columns.bytes(row, "event"))));
  }

  static LedgerRow.AssetPlace place(ResultSet row) throws SQLException {
    return new LedgerRow.AssetPlace(
        OutputRows.assetKey(Columns.text(row, "asset")),
        Columns.findText(row, "partition_key", PartitionKey::of));
  }

  private static LedgerRow.Kind kind(ResultSet row) throws SQLException {
    String kind = Columns.text(row, "kind");
    return switch (kind) {
      case "M" ->
          new LedgerRow.Kind.Materialized(
              Columns.findText(row, "step_version", version -> version));
      case "O" -> new LedgerRow.Kind.Observed();
      case "C" ->
          new LedgerRow.Kind.Checked(Columns.text(row, "check_name"), row.getBoolean("passed"));
      default -> throw new IllegalStateException("the ledger has a fact of kind '" + kind + "'");
    };
  }
}
