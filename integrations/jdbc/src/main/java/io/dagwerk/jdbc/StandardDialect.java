package io.dagwerk.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/// The dialects of databases that speak standard SQL but for some names of types.
enum StandardDialect implements Dialect {
  STANDARD,
  POSTGRES {
    @Override
    public String typeOf(ColumnType type) {
      return switch (type) {
        case TEXT -> "text";
        case BYTES -> "bytea";
        case DECIMAL -> "numeric";
        case INSTANT -> "timestamptz";
        case BOOLEAN, INTEGER, BIGINT, REAL, DOUBLE, DATE, TIME, TIMESTAMP, UUID ->
            super.typeOf(type);
      };
    }
  };

  static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    return switch (product) {
      case "postgresql" -> POSTGRES;
      case "sqlite" -> new SqliteDialect();
      default -> STANDARD;
    };
  }

  @Override
  public String typeOf(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "boolean";
      case INTEGER -> "integer";
      case BIGINT -> "bigint";
      case REAL -> "real";
      case DOUBLE -> "double precision";
      case DECIMAL -> "decimal(38, 9)";
      case TEXT -> "varchar(4000)";
      case BYTES -> "varbinary(1000000)";
      case DATE -> "date";
      case TIME -> "time";
      case TIMESTAMP -> "timestamp";
      case INSTANT -> "timestamp with time zone";
      case UUID -> "uuid";
    };
  }
}
