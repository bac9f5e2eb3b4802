package io.dagwerk.storage.sql;

import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Leases;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Leases in table `leases`. Each is one statement, so that the row's own lock decides who wins.
record SqlLeases(Reader reader, GroupCommit writer) implements Leases {
  private static final String ALL = "name, holder, fence, expires_at, note";

  @Override
  public Optional<Lease> take(String name, String holder, Duration length, Instant now) {
    return write(
        "insert into leases (name, holder, fence, expires_at, note) values (?, ?, 1, ?, '')"
            + " on conflict (name) do update set holder = excluded.holder,"
            + " fence = leases.fence + 1, note = '', expires_at = excluded.expires_at"
            + " where leases.expires_at <= ? or leases.holder = excluded.holder returning "
            + ALL,
        name,
        holder,
        Columns.micros(now.plus(length)),
        Columns.micros(now));
  }

  @Override
  public Optional<Lease> renew(Fence fence, Duration length, Instant now) {
    return write(
        "update leases set expires_at = ? where name = ? and fence = ? returning " + ALL,
        Columns.micros(now.plus(length)),
        fence.lease(),
        fence.number());
  }

  @Override
  public void giveUp(Fence fence) {
    write(
        "update leases set expires_at = 0 where name = ? and fence = ? returning " + ALL,
        fence.lease(),
        fence.number());
  }

  @Override
  public void note(Fence fence, String note) {
    write(
        "update leases set note = ? where name = ? and fence = ? returning " + ALL,
        note,
        fence.lease(),
        fence.number());
  }

  @Override
  public List<Lease> list(String prefix) {
    return reader.list(
        "select " + ALL + " from leases where name like ? order by name",
        SqlLeases::lease,
        prefix + "%");
  }

  @Override
  public Optional<Lease> find(String name) {
    return reader.find("select " + ALL + " from leases where name = ?", SqlLeases::lease, name);
  }

  private Optional<Lease> write(String statement, Object... parameters) {
    return writer.call(
        RunlessTask.of(transaction -> {
          try (PreparedStatement writing = transaction.connection().prepareStatement(statement)) {
            Columns.bind(writing, parameters);
            return Reader.rows(writing, SqlLeases::lease).stream().findFirst();
          }
        }));
  }

  private static Lease lease(ResultSet row) throws SQLException {
    return new Lease(
        Columns.text(row, "name"),
        Columns.text(row, "holder"),
        row.getLong("fence"),
        Columns.instant(row, "expires_at"),
        Columns.text(row, "note"));
  }
}
