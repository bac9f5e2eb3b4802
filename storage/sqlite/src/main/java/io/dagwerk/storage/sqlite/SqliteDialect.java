package io.dagwerk.storage.sqlite;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.storage.sql.Dialect;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// What SQLite says differently: ids are blobs of 16 bytes, which sort as ids do; there is one
/// writer, so nothing is locked, and the feed has no transactions.
enum SqliteDialect implements Dialect {
  SQLITE;

  private static final int ID_BYTES = 16;

  @Override
  public Object id(RunId run) {
    return ByteBuffer.allocate(ID_BYTES)
        .putLong(run.value().getMostSignificantBits())
        .putLong(run.value().getLeastSignificantBits())
        .array();
  }

  @Override
  public RunId id(ResultSet row, String column) throws SQLException {
    ByteBuffer bytes = ByteBuffer.wrap(row.getBytes(column));
    return new RunId(new UUID(bytes.getLong(), bytes.getLong()));
  }

  @Override
  public String forUpdate() {
    return "";
  }

  @Override
  public String forShare() {
    return "";
  }

  @Override
  public String lower(String text) {
    return "lower(" + text + ")";
  }

  @Override
  public String feedQuery() {
    return "select 0 as tx, number, run, kind, at, event from feed where number > ?"
        + " order by number limit ?";
  }

  @Override
  public int bindFeed(PreparedStatement query, FeedPosition after) throws SQLException {
    query.setLong(1, after.number());
    return 2;
  }
}
