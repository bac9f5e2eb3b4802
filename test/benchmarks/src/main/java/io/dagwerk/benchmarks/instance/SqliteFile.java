package io.dagwerk.benchmarks.instance;

import io.dagwerk.model.RunId;
import io.dagwerk.server.Settings;
import io.dagwerk.spi.Storage;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// A SQLite file.
record SqliteFile(Path file) implements InstanceDatabase {
  @Override
  public Storage storage() {
    return SqliteStorage.open(file);
  }

  @Override
  public Optional<Settings.PostgresEntry> entry() {
    return Optional.empty();
  }

  @Override
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  @Override
  public String literal(RunId run) {
    return "x'%s'".formatted(run.value().toString().replace("-", ""));
  }

  /// How a connection synchronizes is not a property of the file: `Storage.weaknesses` looks at it.
  @Override
  public SequencedMap<String, String> durability() {
    SequencedMap<String, String> queries = new LinkedHashMap<>();
    queries.put("version", "select sqlite_version()");
    queries.put("journal_mode", "pragma journal_mode");
    return queries;
  }

  @Override
  public String sizes() {
    return "select coalesce(m.tbl_name, s.name), sum(s.pgsize) from dbstat s"
        + " left join sqlite_master m on m.name = s.name group by 1";
  }

  @Override
  public void close() {
    // The folder is the caller's.
  }
}
