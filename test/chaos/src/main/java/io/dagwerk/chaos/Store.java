package io.dagwerk.chaos;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The database of an instance, and what can be done to it.
interface Store {
  /// As JDBC has it.
  String url();

  /// What the settings of a host say of it.
  String settings();

  /// Which faults it can be struck by, beside those of processes and disks.
  Set<Fault> faults();

  /// Begins a fault of the database.
  void begin(Fault fault) throws Exception;

  /// Ends a fault of the database.
  void end(Fault fault) throws Exception;

  /// Brings it back when it did not stand a disk that was full.
  default void recover() throws Exception {}

  void stop() throws Exception;

  /// How a transaction begins that keeps all others from writing, and none from reading.
  List<String> locking();

  /// Keeps everybody from writing until it is closed.
  default Lock lock() throws SQLException {
    Connection connection = DriverManager.getConnection(url());
    try (Statement statement = connection.createStatement()) {
      for (String each : locking()) {
        statement.execute(each);
      }
    }
    return new Lock(connection);
  }

  /// @param connection in the middle of a transaction
  record Lock(Connection connection) implements AutoCloseable {
    @Override
    public void close() throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("rollback");
      } finally {
        connection.close();
      }
    }
  }

  /// What the dead hold: leases that no living host will give up, and slots of pools. Asked when
  /// all hosts have ended.
  ///
  /// @param longestLeaseMillis how long a lease may go on that was not given up
  default List<String> held(long longestLeaseMillis) throws SQLException {
    long now = System.currentTimeMillis();
    List<String> held = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("select name, holder, expires_at from leases")) {
        while (rows.next()) {
          if (rows.getLong(3) / 1000 > now + longestLeaseMillis) {
            held.add("lease '%s' of %s".formatted(rows.getString(1), rows.getString(2)));
          }
        }
      }
      try (ResultSet rows = statement.executeQuery("select pool from pool_claims")) {
        while (rows.next()) {
          held.add("a slot of pool '%s'".formatted(rows.getString(1)));
        }
      }
    }
    return held;
  }
}
