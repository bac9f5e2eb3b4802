package io.dagwerk.examples.flights;

import io.dagwerk.duckdb.DuckDb;
import io.dagwerk.jdbc.Database;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The warehouse in DuckDB does what every warehouse does.
class DuckDbWarehouseTest extends WarehouseContract {
  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() throws SQLException {
    database = DuckDb.open(folder.resolve("flights.duckdb"));
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Override
  Warehouse warehouse() throws SQLException {
    return new DuckDbWarehouse(database);
  }
}
