package io.dagwerk.storage.sql;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Instigator;
import io.dagwerk.spi.InstigatorKey;
import io.dagwerk.spi.NewTick;
import io.dagwerk.spi.StoredTick;
import io.dagwerk.spi.TickStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/// Reads instigators and ticks.
final class TickRows {
  static final String OF_INSTIGATOR = " where location = ? and kind = ? and name = ?";
  static final String TICKS =
      "select number, location, kind, name, at, attempt, lease, fence, code_version, cursor_text,"
          + " status, reason, ended_at from ticks";
  static final String INSTIGATORS =
      "select location, kind, name, status, cursor_text from instigators";

  private TickRows() {}

  static InstigatorKey key(ResultSet row) throws SQLException {
    return new InstigatorKey(
        Columns.text(row, "location"),
        InstigatorKey.Kind.valueOf(Columns.text(row, "kind").toUpperCase(Locale.ROOT)),
        Columns.text(row, "name"));
  }

  static Instigator instigator(ResultSet row) throws SQLException {
    return new Instigator(
        key(row),
        InstigatorStatus.valueOf(Columns.text(row, "status")),
        Columns.findText(row, "cursor_text", cursor -> cursor));
  }

  /// A tick without its runs.
  static StoredTick tick(ResultSet row) throws SQLException {
    NewTick tick =
        new NewTick(
            key(row),
            Columns.instant(row, "at"),
            row.getInt("attempt"),
            new Fence(Columns.text(row, "lease"), row.getLong("fence")),
            Columns.text(row, "code_version"));
    return new StoredTick(
        row.getLong("number"),
        tick,
        Columns.findText(row, "cursor_text", cursor -> cursor),
        new StoredTick.End(
            TickStatus.valueOf(Columns.text(row, "status")),
            Columns.text(row, "reason"),
            Columns.findInstant(row, "ended_at")),
        List.of());
  }

  static StoredTick with(StoredTick tick, List<RunId> runs) {
    return new StoredTick(tick.number(), tick.tick(), tick.cursor(), tick.end(), runs);
  }
}
