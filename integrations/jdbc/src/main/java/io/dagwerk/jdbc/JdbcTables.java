package io.dagwerk.jdbc;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.jdbc.Tables.RowsOf;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.OutputAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// Keeps values as tables: a `List` of records has a row per record, a [TableQuery] is run inside
/// the database. One table per asset; a partition is replaced in one transaction. Thread-safe.
///
/// The table is named by the metadata `table`, or by the parts of the asset's key joined by `_`;
/// the metadata `schema` names its schema. It is created when missing. The rows of a partition are
/// told by a column `partition`, or by the column that the metadata `partition_by` names, whose
/// value is the partition's key. A small table `dagwerk_values` says what was stored.
///
/// A reader may ask for a `List` of any record whose components are among the columns, or for a
/// [TableQuery] that selects the rows. Rows come in the order in which the database gives them.
public final class JdbcTables implements IoManager<Object> {
  private static final String PARTITION = "partition";
  private static final int STRIPES = 64;

  private final Database database;
  private final Tables tables;
  private final ValuesTable values;
  private final ReentrantLock changingTables = new ReentrantLock();
  private final List<ReentrantLock> storing =
      Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

  private JdbcTables(Database database) throws SQLException {
    this.database = database;
    this.tables = new Tables(database);
    this.values = new ValuesTable(database);
    values.create();
  }

  public static JdbcTables in(Database database) throws SQLException {
    return new JdbcTables(database);
  }

  public static JdbcTables in(DataSource source) throws SQLException {
    return in(Database.of(source));
  }

  @Override
  public void store(StoreContext context, Object value) throws SQLException, InterruptedException {
    ValuesTable.Entry entry = Placement.of(context);
    // One store of an address at a time: databases that do not wait for each other would fail.
    ReentrantLock lock = storing.get(Math.floorMod(context.address().hashCode(), STRIPES));
    lock.lockInterruptibly();
    try {
      long rows = store(entry, RowSource.of(context, value, database), context);
      context.report("table", MetadataValue.text(entry.table().toString()));
      context.report("rows", rows);
    } catch (SQLException failed) {
      throw described(failed, context.address(), "stored in", entry.table());
    } finally {
      lock.unlock();
    }
  }

  private long store(ValuesTable.Entry entry, RowSource source, StoreContext context)
      throws SQLException, InterruptedException {
    Optional<String> owner = values.otherOwner(entry);
    if (owner.isPresent()) {
      throw new IllegalStateException(
          "table '%s' holds %s already, so it cannot hold %s; name another by metadata(\"table\", ...)"
              .formatted(entry.table(), owner.get(), entry.owner()));
    }
    List<Column> wanted = wanted(entry, source);
    createIfMissing(entry.table(), wanted);
    return database.inTransaction(connection -> {
      values.write(connection, entry);
      fit(connection, entry, wanted);
      Optional<RowsOf> rows = rowsOf(entry, wanted);
      tables.empty(connection, entry.table(), rows);
      long count = source.writeTo(connection, entry.table(), rows);
      values.count(connection, entry, count);
      context.requireCurrent();
      return count;
    });
  }

  private List<Column> wanted(ValuesTable.Entry entry, RowSource source) throws SQLException {
    List<Column> wanted = new ArrayList<>(database.with(source::columns));
    if (entry.partitionColumn().isEmpty()) {
      return wanted;
    }
    String column = entry.partitionColumn().get();
    boolean has = wanted.stream().anyMatch(each -> each.name().equals(column));
    if (!has && !column.equals(PARTITION)) {
      throw new IllegalArgumentException(
          "%s is partitioned by the column '%s', but its rows have %s; correct partition_by"
              .formatted(entry.owner(), column, names(wanted)));
    }
    if (!has) {
      String type = database.dialect().typeOf(ColumnType.TEXT);
      wanted.add(new Column(PARTITION, type, ColumnType.TEXT));
    }
    return wanted;
  }

  private void createIfMissing(TableName table, List<Column> wanted)
      throws SQLException, InterruptedException {
    changingTables.lockInterruptibly();
    try {
      if (database.with(connection -> tables.columns(connection, table)).isEmpty()) {
        database.inTransaction(connection -> {
          tables.create(connection, table, wanted);
          return table;
        });
      }
    } finally {
      changingTables.unlock();
    }
  }

  /// A table whose rows are all replaced may change its columns; one with other partitions may not.
  private void fit(Connection connection, ValuesTable.Entry entry, List<Column> wanted)
      throws SQLException {
    List<String> found = names(tables.columns(connection, entry.table()));
    if (found.size() == wanted.size() && found.containsAll(names(wanted))) {
      return;
    }
    if (entry.partitionColumn().isPresent()) {
      throw new IllegalStateException(
          ("table '%s' has the columns %s, but the rows of %s have %s; change the table with alter"
                  + " table, or drop it and materialize all partitions")
              .formatted(entry.table(), found, entry.address(), names(wanted)));
    }
    tables.drop(connection, entry.table());
    tables.create(connection, entry.table(), wanted);
  }

  private static Optional<RowsOf> rowsOf(ValuesTable.Entry entry, List<Column> columns) {
    return entry
        .partitionColumn()
        .map(name ->
            columns.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(each -> new RowsOf(name, value(entry, each)))
                .orElseThrow(() ->
                    new IllegalStateException(
                        "table '%s' has no column '%s' for its partitions, but %s"
                            .formatted(entry.table(), name, names(columns)))));
  }

  private static Object value(ValuesTable.Entry entry, Column column) {
    try {
      return column.kind().parse(entry.partitionKey());
    } catch (RuntimeException unlike) {
      throw new IllegalArgumentException(
          "partition key '%s' of %s is no %s, which column '%s' of table '%s' is"
              .formatted(
                  entry.partitionKey(), entry.owner(), column.kind(), column.name(), entry.table()),
          unlike);
    }
  }

  @Override
  public Object load(LoadContext context) throws SQLException {
    ValuesTable.Entry entry =
        values
            .find(context.address())
            .orElseThrow(() -> context.missing("its line in table 'dagwerk_values'"));
    try {
      List<Column> columns = database.with(connection -> tables.columns(connection, entry.table()));
      if (columns.isEmpty()) {
        throw context.missing("table '%s'".formatted(entry.table()));
      }
      return TableValues.read(
          database, context, query(entry, columns), "table '%s'".formatted(entry.table()));
    } catch (SQLException failed) {
      throw described(failed, context.address(), "read from", entry.table());
    }
  }

  private TableQuery query(ValuesTable.Entry entry, List<Column> columns) {
    Optional<RowsOf> rows = rowsOf(entry, columns);
    Dialect dialect = database.dialect();
    String select =
        "select %s from %s"
            .formatted(
                columns.stream()
                    .map(each -> dialect.quoted(each.name()))
                    .collect(Collectors.joining(", ")),
                entry.table().in(dialect));
    return rows.map(of ->
            TableQuery.of(select + " where " + dialect.quoted(of.column()) + " = ?", of.value()))
        .orElseGet(() -> TableQuery.of(select));
  }

  @Override
  public boolean exists(OutputAddress address) throws SQLException {
    return values.find(address).isPresent();
  }

  private static List<String> names(List<Column> columns) {
    return columns.stream().map(Column::name).toList();
  }

  private static SQLException described(
      SQLException failed, OutputAddress address, String action, TableName table) {
    return new SQLException(
        "%s cannot be %s table '%s': %s"
            .formatted(address.described(), action, table, failed.getMessage()),
        failed.getSQLState(),
        failed);
  }

  @Override
  public String toString() {
    return "tables";
  }
}
