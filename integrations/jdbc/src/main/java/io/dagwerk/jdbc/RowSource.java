package io.dagwerk.jdbc;

import io.dagwerk.definitions.IoContext;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.jdbc.Tables.RowsOf;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows of a value on their way to a table.
sealed interface RowSource {
  List<Column> columns(Connection connection) throws SQLException;

  /// Adds the rows to the table.
  ///
  /// @param rows the partition that they belong to
  /// @return how many
  long writeTo(Connection connection, TableName table, Optional<RowsOf> rows) throws SQLException;

  /// @throws IllegalArgumentException for a value that is no rows
  static RowSource of(StoreContext context, Object value, Database database) {
    return switch (value) {
      case TableQuery query -> new OfQuery(query, database);
      case List<?> list -> new OfRecords(list, RowType.of(element(context)), database);
      default ->
          throw new IllegalArgumentException(
              "%s is a %s, but a table keeps a List of records or a TableQuery; return one of these"
                  .formatted(context.address().described(), value.getClass().getSimpleName()));
    };
  }

  /// The type of the elements of a declared list.
  static Class<?> element(IoContext context) {
    List<Type<?>> arguments = context.type().arguments();
    if (!List.class.isAssignableFrom(context.type().raw()) || arguments.isEmpty()) {
      throw new IllegalArgumentException(
          ("%s is declared as %s, but a table keeps Type.listOf(SomeRecord.class) or"
                  + " TableQuery.class; declare one of these")
              .formatted(context.address().described(), context.type()));
    }
    return arguments.getFirst().raw();
  }

  /// A row per record.
  record OfRecords(List<?> records, RowType type, Database database) implements RowSource {
    @Override
    public List<Column> columns(Connection connection) {
      return type.declared(database.dialect());
    }

    @Override
    public long writeTo(Connection connection, TableName table, Optional<RowsOf> rows)
        throws SQLException {
      List<String> columns = new ArrayList<>(type.columns());
      int own = rows.map(of -> columns.indexOf(of.column())).orElse(-1);
      if (rows.isPresent() && own < 0) {
        columns.add(rows.get().column());
      }
      Iterator<@Nullable Object[]> values =
          new Iterator<>() {
            private final Iterator<?> each = records.iterator();

            @Override
            public boolean hasNext() {
              return each.hasNext();
            }

            @Override
            public @Nullable Object[] next() {
              @Nullable Object[] row = type.values(each.next(), columns.size());
              rows.ifPresent(of -> placed(row, own, of));
              return row;
            }
          };
      return database.dialect().append(connection, table, columns, values);
    }

    private void placed(@Nullable Object[] row, int own, RowsOf rows) {
      if (own < 0) {
        row[row.length - 1] = rows.value();
      } else if (!rows.value().equals(row[own])) {
        throw new IllegalArgumentException(
            "a row has '%s' in column '%s', but the partition is '%s'; store it with its own"
                .formatted(row[own], rows.column(), rows.value()));
      }
    }
  }

  /// The result of a query, which never leaves the database.
  record OfQuery(TableQuery query, Database database) implements RowSource {
    @Override
    public List<Column> columns(Connection connection) throws SQLException {
      return new Tables(database).columns(connection, query);
    }

    @Override
    public long writeTo(Connection connection, TableName table, Optional<RowsOf> rows)
        throws SQLException {
      List<String> columns =
          new ArrayList<>(columns(connection).stream().map(Column::name).toList());
      boolean adds = rows.isPresent() && !columns.contains(rows.get().column());
      String select = columns(columns);
      if (adds) {
        columns.add(rows.get().column());
      }
      List<@Nullable Object> parameters = new ArrayList<>();
      if (adds) {
        parameters.add(rows.get().value());
      }
      parameters.addAll(query.parameters());
      String sql =
          "insert into %s (%s) select %s%s from (%s) q"
              .formatted(
                  table.in(database.dialect()),
                  columns(columns),
                  select,
                  adds ? ", ?" : "",
                  query.sql());
      long count = database.execute(connection, new TableQuery(sql, parameters));
      if (rows.isPresent() && !adds) {
        requireOwn(connection, table, rows.get(), count);
      }
      return count;
    }

    private String columns(List<String> names) {
      return names.stream().map(database.dialect()::quoted).collect(Collectors.joining(", "));
    }

    /// The partition was empty, so it now has just what was inserted.
    private void requireOwn(Connection connection, TableName table, RowsOf rows, long inserted)
        throws SQLException {
      Dialect dialect = database.dialect();
      String sql =
          "select count(*) from %s where %s = ?"
              .formatted(table.in(dialect), dialect.quoted(rows.column()));
      try (PreparedStatement count = connection.prepareStatement(sql)) {
        dialect.bind(count, rows.value());
        try (ResultSet found = count.executeQuery()) {
          found.next();
          if (found.getLong(1) != inserted) {
            throw new IllegalArgumentException(
                "the query gives %d rows, but only %d have '%s' in column '%s'; add it to its where"
                    .formatted(inserted, found.getLong(1), rows.value(), rows.column()));
          }
        }
      }
    }
  }
}
