package io.dagwerk.storage.sql;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.RunStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Writes what steps are going to materialize, and deletes it when they have, or never will. What a
/// run that failed did not come to is kept, so that it is known what is missing for its sake.
record PlannedWriter(Connection connection, Dialect dialect) {
  void write(List<OpenRun> runs) throws SQLException {
    Rows planned =
        new Rows(
            "insert into planned (run, asset, partition_key, step) values (?, ?, ?, ?)"
                + " on conflict do nothing");
    Rows made = new Rows("delete from planned where run = ? and asset = ? and partition_key = ?");
    Rows never =
        new Rows(
            "delete from planned where run = ? and step not in"
                + " (select step from steps where run = ? and began_at is not null)");
    Rows replaced = new Rows("delete from planned where run = ?");
    for (OpenRun run : runs) {
      Object id = dialect.id(run.id);
      if (run.replaced().isPresent()) {
        replaced.add(id);
      }
      for (Change.MaterializationPlanned will : run.planned) {
        planned.add(
            id, will.place().asset().toString(), partition(will.place()), will.step().toString());
      }
      for (LedgerRow row : run.ledger) {
        if (row.kind() instanceof LedgerRow.Kind.Materialized) {
          made.add(id, row.place().asset().toString(), partition(row.place()));
        }
      }
      if (run.head().status().isFinal() && run.head().status() != RunStatus.FAILED) {
        never.add(id, id);
      }
    }
    replaced.write(connection);
    planned.write(connection);
    made.write(connection);
    never.write(connection);
  }

  /// An empty text for no partition: the column is part of a key.
  static String partition(LedgerRow.AssetPlace place) {
    return place.partition().map(PartitionKey::text).orElse("");
  }
}
