package io.dagwerk.storage.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// A database as the stores see it. Thread-safe, but for [#write].
public interface Database extends AutoCloseable {
  Dialect dialect();

  /// Reads what was committed, on a connection that nobody else uses meanwhile.
  <T> T read(Work<T> work) throws SQLException;

  /// Does the work in one transaction, which is durable when this returns; what it throws rolls the
  /// transaction back. Called by one thread at a time.
  <T> T write(Work<T> work) throws SQLException;

  Failure judge(SQLException failed);

  /// See [io.dagwerk.spi.Storage#weaknesses].
  List<String> weaknesses();

  @Override
  void close();

  /// What a failure of [#write] says.
  enum Failure {
    /// The work cannot be done; nothing was written.
    OF_WORK,
    /// Nothing was written, and the same work may succeed at once, as after a deadlock.
    PASSING,
    /// The connection was lost; whether something was written is not known.
    OF_CONNECTION
  }

  /// Something to do on a connection.
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
