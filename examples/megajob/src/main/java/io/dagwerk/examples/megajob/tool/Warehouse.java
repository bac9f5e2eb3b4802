package io.dagwerk.examples.megajob.tool;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The place where tables lie. Thread-safe; each write happens as a whole or not at all.
public interface Warehouse {
  /// Replaces a table by the result of a query.
  ///
  /// @return how many rows it has
  long replace(Table table, String query) throws Exception;

  /// Replaces some rows of a table by the result of a query, which makes the table when there is
  /// none.
  ///
  /// @return how many rows were written
  long replace(Table table, Slice slice, String query) throws Exception;

  /// Runs a statement for what it does.
  void execute(String statement) throws Exception;

  /// Writes the result of a query into a file.
  ///
  /// @return how many rows
  long export(String query, Path file, FileFormat format) throws Exception;

  /// How many rows of a table meet a condition.
  long rows(Table table, String condition) throws Exception;

  /// How many rows a query finds that should not be there.
  long violations(String query) throws Exception;

  /// How long ago the newest value of a column was; empty when there is none.
  Optional<Duration> age(Table table, String column, String condition) throws Exception;
}
