package io.dagwerk.storage.postgres;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.storage.sql.Dialect;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// What PostgreSQL says differently: hosts that write at once lock rows, and the feed is read up to
/// the oldest transaction that is still open.
enum PostgresDialect implements Dialect {
  POSTGRES;

  @Override
  public Object id(RunId run) {
    return run.value();
  }

  @Override
  public RunId id(ResultSet row, String column) throws SQLException {
    return new RunId(row.getObject(column, UUID.class));
  }

  @Override
  public String forUpdate() {
    return " for update";
  }

  @Override
  public String forShare() {
    return " for share";
  }

  @Override
  public String lower(String text) {
    return "lower(" + text + " collate \"C\")";
  }

  @Override
  public String feedQuery() {
    return "select tx::text::bigint as tx, number, run, kind, at, event from feed"
        + " where (tx, number) > (?::text::xid8, ?)"
        + " and tx < pg_snapshot_xmin(pg_current_snapshot()) order by feed.tx, number limit ?";
  }

  @Override
  public int bindFeed(PreparedStatement query, FeedPosition after) throws SQLException {
    query.setString(1, Long.toString(after.transaction()));
    query.setLong(2, after.number());
    return 3;
  }
}
