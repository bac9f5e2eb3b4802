package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How values stand in columns and parameters: instants as microseconds, absent ones as null.
final class Columns {
  private static final long MICROS = 1_000_000;

  private Columns() {}

  static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), MICROS), at.getNano() / 1_000);
  }

  static @Nullable Long micros(Optional<Instant> at) {
    return at.map(Columns::micros).orElse(null);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return instant(row.getLong(column));
  }

  static Optional<Instant> findInstant(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(instant(micros));
  }

  static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }

  static <T> Optional<T> findText(ResultSet row, String column, Function<String, T> value)
      throws SQLException {
    return Optional.ofNullable(row.getString(column)).map(value);
  }

  /// Texts of one line each in a column; [#text(List)] writes them.
  static List<String> lines(ResultSet row, String column) throws SQLException {
    String text = text(row, column);
    return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
  }

  static String text(List<String> lines) {
    return String.join("\n", lines);
  }

  static byte[] bytes(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getBytes(column), column);
  }

  static Optional<RunId> findId(Dialect dialect, ResultSet row, String column) throws SQLException {
    return row.getObject(column) == null ? Optional.empty() : Optional.of(dialect.id(row, column));
  }

  /// Binds parameters from the first on.
  static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  static void bind(PreparedStatement statement, List<?> values) throws SQLException {
    bind(statement, values.toArray());
  }

  /// So many parameters, separated by commas.
  static String parameters(int number) {
    return "?" + ", ?".repeat(number - 1);
  }
}
