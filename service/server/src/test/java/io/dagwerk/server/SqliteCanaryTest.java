package io.dagwerk.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/// An instance as it is when nothing is said: its database is a file.
class SqliteCanaryTest extends CanaryContract {
  @Override
  String startDatabase(Path below) {
    return "";
  }

  @Override
  void stopDatabase() {}

  @Override
  Connection connect(Path below) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + below.resolve("instance/dagwerk.db"));
  }

  @Override
  String tables() {
    return "select name from sqlite_master where type = 'table'";
  }

  @Override
  Map<String, String> withheld() {
    return Map.of();
  }
}
