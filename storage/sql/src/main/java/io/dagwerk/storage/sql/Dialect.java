package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.FeedPosition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// What databases say differently.
public interface Dialect {
  /// A run's id as a parameter.
  Object id(RunId run);

  /// The id in a column; the column is not null.
  RunId id(ResultSet row, String column) throws SQLException;

  /// Ends a query whose rows nobody else may change until the transaction ends.
  String forUpdate();

  /// Ends a query whose rows nobody may change until the transaction ends, and anyone may read.
  String forShare();

  /// A text with its letters of ASCII in lower case, and all others as they are.
  String lower(String text);

  /// Reads the feed: columns `tx`, `number`, `run`, `kind`, `at` and `event`, after a position that
  /// [#bindFeed] binds, with the limit as last parameter.
  String feedQuery();

  /// Binds a position to the first parameters.
  ///
  /// @return the number of the next one
  int bindFeed(PreparedStatement query, FeedPosition after) throws SQLException;
}
