package io.dagwerk.jdbc;

import io.dagwerk.model.OutputAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The table `dagwerk_values`, which says what lies where: a value without rows is a value too, and
/// a table belongs to one asset.
record ValuesTable(Database database) {
  private static final TableName TABLE = TableName.of("dagwerk_values");

  /// A stored value.
  ///
  /// @param owner what the table belongs to
  /// @param partitionColumn what tells its rows from those of other partitions; empty when all are
  record Entry(
      String address,
      String owner,
      Optional<String> tableSchema,
      String tableName,
      Optional<String> partitionColumn,
      String partitionKey) {
    TableName table() {
      return new TableName(tableSchema, tableName);
    }
  }

  void create() throws SQLException {
    Dialect dialect = database.dialect();
    String text = dialect.typeOf(ColumnType.TEXT);
    database.execute(
        ("create table if not exists %s (address %s primary key, owner %s, table_schema %s,"
                + " table_name %s, partition_column %s, partition_key %s, row_count bigint,"
                + " stored_at %s)")
            .formatted(
                TABLE.in(dialect),
                text,
                text,
                text,
                text,
                text,
                text,
                dialect.typeOf(ColumnType.INSTANT)));
  }

  Optional<Entry> find(OutputAddress address) throws SQLException {
    return database
        .query(
            Entry.class,
            "select * from %s where address = ?".formatted(TABLE.in(database.dialect())),
            address.path())
        .stream()
        .findFirst();
  }

  /// Whose the table is, when it is not the owner's.
  Optional<String> otherOwner(Entry entry) throws SQLException {
    List<Entry> found =
        database.query(
            Entry.class,
            ("select * from %s where table_name = ? and coalesce(table_schema, '') = ?"
                    + " and owner <> ?")
                .formatted(TABLE.in(database.dialect())),
            entry.tableName(),
            entry.tableSchema().orElse(""),
            entry.owner());
    return found.stream().map(Entry::owner).findFirst();
  }

  /// Writes the value's line; who comes second with the same value waits here for the first.
  void write(Connection connection, Entry entry) throws SQLException {
    long removed =
        database.execute(
            connection,
            TableQuery.of(
                ("update %s set stored_at = ?, table_schema = ?, table_name = ?, owner = ?,"
                        + " partition_column = ?, partition_key = ? where address = ?")
                    .formatted(TABLE.in(database.dialect())),
                Instant.now(),
                entry.tableSchema().orElse(null),
                entry.tableName(),
                entry.owner(),
                entry.partitionColumn().orElse(null),
                entry.partitionKey(),
                entry.address()));
    if (removed == 0) {
      database.execute(
          connection,
          TableQuery.of(
              "insert into %s (address, owner, table_schema, table_name, partition_column,"
                      .formatted(TABLE.in(database.dialect()))
                  + " partition_key, stored_at) values (?, ?, ?, ?, ?, ?, ?)",
              entry.address(),
              entry.owner(),
              entry.tableSchema().orElse(null),
              entry.tableName(),
              entry.partitionColumn().orElse(null),
              entry.partitionKey(),
              Instant.now()));
    }
  }

  void count(Connection connection, Entry entry, long rows) throws SQLException {
    database.execute(
        connection,
        TableQuery.of(
            "update %s set row_count = ? where address = ?".formatted(TABLE.in(database.dialect())),
            rows,
            entry.address()));
  }
}
