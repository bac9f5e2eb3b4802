package io.dagwerk.storage.sql;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.spi.LedgerRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Writes facts of the ledger, and which of them are the newest.
record LedgerWriter(Connection connection, Dialect dialect) {
  /// What has a newest fact.
  private record Subject(String asset, String kind, String check) implements Comparable<Subject> {
    @Override
    public int compareTo(Subject other) {
      return toString().compareTo(other.toString());
    }
  }

  /// What has a value; an empty partition is none.
  private record Place(String asset, String partition) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byAsset = asset.compareTo(other.asset);
      return byAsset != 0 ? byAsset : partition.compareTo(other.partition);
    }
  }

  void write(List<OpenRun> runs) throws SQLException {
    Rows rows =
        new Rows(
            "insert into ledger (kind, asset, partition_key, check_name, passed, run, at, version,"
                + " step_version, event) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    TreeSet<Subject> subjects = new TreeSet<>();
    TreeSet<Place> places = new TreeSet<>();
    for (OpenRun run : runs) {
      for (LedgerRow row : run.ledger) {
        Optional<LedgerRow.Kind.Checked> check = check(row);
        String asset = row.place().asset().toString();
        rows.add(
            LedgerRows.text(row.kind()),
            asset,
            row.place().partition().map(PartitionKey::text).orElse(null),
            check.map(LedgerRow.Kind.Checked::check).orElse(null),
            check.map(LedgerRow.Kind.Checked::passed).orElse(null),
            dialect.id(run.id),
            Columns.micros(row.at()),
            row.version().orElse(null),
            stepVersion(row).orElse(null),
            row.event().toArray());
        subjects.add(
            new Subject(
                asset,
                LedgerRows.text(row.kind()),
                check.map(LedgerRow.Kind.Checked::check).orElse("")));
        if (row.kind() instanceof LedgerRow.Kind.Materialized) {
          places.add(new Place(asset, PlannedWriter.partition(row.place())));
        }
      }
    }
    rows.write(connection);
    writeNewest(subjects);
    writeValues(places);
  }

  private static Optional<String> stepVersion(LedgerRow row) {
    return row.kind() instanceof LedgerRow.Kind.Materialized(Optional<String> version)
        ? version
        : Optional.empty();
  }

  private static Optional<LedgerRow.Kind.Checked> check(LedgerRow row) {
    return row.kind() instanceof LedgerRow.Kind.Checked checked
        ? Optional.of(checked)
        : Optional.empty();
  }

  /// In the order of the subjects, so that no two transactions wait for each other.
  private void writeNewest(TreeSet<Subject> subjects) throws SQLException {
    Rows rows =
        new Rows(
            "insert into newest (asset, kind, check_name, number) select asset, kind,"
                + " coalesce(check_name, ''), number from ledger where asset = ? and kind = ?"
                + " and coalesce(check_name, '') = ? order by number desc limit 1"
                + " on conflict (asset, kind, check_name) do update set number = excluded.number"
                + " where newest.number < excluded.number");
    for (Subject subject : subjects) {
      rows.add(subject.asset(), subject.kind(), subject.check());
    }
    rows.write(connection);
  }

  /// In the order of the places, as above.
  private void writeValues(TreeSet<Place> places) throws SQLException {
    Rows whole = new Rows(values("l.partition_key is null"));
    Rows partitions = new Rows(values("l.partition_key = ?"));
    for (Place place : places) {
      if (place.partition().isEmpty()) {
        whole.add("", place.asset());
      } else {
        partitions.add(place.partition(), place.asset(), place.partition());
      }
    }
    whole.write(connection);
    partitions.write(connection);
  }

  private static String values(String ofPartition) {
    return "insert into asset_values (asset, partition_key, number) select l.asset, ?, l.number"
        + " from ledger l where l.asset = ? and "
        + ofPartition
        + " and l.kind = 'M' order by l.number desc limit 1"
        + " on conflict (asset, partition_key) do update set number = excluded.number"
        + " where asset_values.number < excluded.number";
  }
}
