package io.dagwerk.benchmarks.instance;

import io.dagwerk.model.RunId;
import io.dagwerk.server.Settings;
import io.dagwerk.spi.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Where an instance under measurement keeps its runs: a real database with its durable settings.
interface InstanceDatabase extends AutoCloseable {
  /// A database of this name in a folder.
  ///
  /// @throws IllegalArgumentException for an unknown name
  static InstanceDatabase open(String name, Path folder) throws Exception {
    return switch (name) {
      case "sqlite" -> new SqliteFile(folder.resolve("dagwerk.db"));
      case "postgres" -> PostgresServer.start();
      default ->
          throw new IllegalArgumentException(
              "expected sqlite or postgres, but found '%s'".formatted(name));
    };
  }

  /// Opens the stores, for one host at a time.
  Storage storage();

  /// How a server is told of it; empty for the file in the instance's folder.
  Optional<Settings.PostgresEntry> entry();

  Connection connect() throws SQLException;

  /// A run's id as its SQL has it.
  String literal(RunId run);

  /// The settings on which its durability depends, each with the query that shows it.
  SequencedMap<String, String> durability();

  /// Lists tables with their bytes, indexes included.
  String sizes();

  /// The settings as the database itself says them.
  default String settings() throws SQLException {
    List<String> said = new ArrayList<>();
    try (Connection connection = connect()) {
      for (var setting : durability().entrySet()) {
        try (Statement statement = connection.createStatement();
            ResultSet row = statement.executeQuery(setting.getValue())) {
          row.next();
          said.add("%s=%s".formatted(setting.getKey(), row.getString(1)));
        }
      }
    }
    return String.join(" ", said);
  }

  /// The bytes of each table with its indexes.
  default SequencedMap<String, Long> bytes() throws SQLException {
    SequencedMap<String, Long> bytes = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sizes())) {
      while (row.next()) {
        bytes.put(row.getString(1), row.getLong(2));
      }
    }
    return bytes;
  }

  @Override
  void close() throws IOException;
}
