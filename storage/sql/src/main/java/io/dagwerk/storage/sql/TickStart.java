package io.dagwerk.storage.sql;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.spi.Instigator;
import io.dagwerk.spi.InstigatorKey;
import io.dagwerk.spi.NewTick;
import io.dagwerk.spi.StoredTick;
import io.dagwerk.spi.TickStatus;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes down that an attempt at a tick begins.
record TickStart(NewTick tick, Instant now) implements RunlessTask<Optional<StoredTick>> {
  @Override
  public Optional<StoredTick> in(Transaction transaction) throws SQLException {
    Statements statements = new Statements(transaction.connection());
    InstigatorKey key = tick.instigator();
    Optional<Instigator> running =
        statements
            .find(
                TickRows.INSTIGATORS + TickRows.OF_INSTIGATOR + transaction.dialect().forUpdate(),
                TickRows::instigator,
                key.location(),
                key.kind().name(),
                key.name())
            .filter(instigator -> instigator.status() == InstigatorStatus.RUNNING);
    if (running.isEmpty() || !transaction.holds(tick.fence())) {
      return Optional.empty();
    }
    endOpen(statements, key);
    return Optional.of(insert(statements, running.get()));
  }

  private void endOpen(Statements statements, InstigatorKey key) throws SQLException {
    StoredTick.End end = StoredTick.End.replaced(now);
    statements.write(
        "update ticks set status = ?, reason = ?, ended_at = ?"
            + TickRows.OF_INSTIGATOR
            + " and status = ?",
        end.status().name(),
        end.reason(),
        Columns.micros(now),
        key.location(),
        key.kind().name(),
        key.name(),
        TickStatus.STARTED.name());
  }

  private StoredTick insert(Statements statements, Instigator instigator) throws SQLException {
    InstigatorKey key = tick.instigator();
    long number =
        statements
            .find(
                "insert into ticks (location, kind, name, at, attempt, lease, fence, code_version,"
                    + " cursor_text, status, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')"
                    + " returning number",
                row -> row.getLong("number"),
                key.location(),
                key.kind().name(),
                key.name(),
                Columns.micros(tick.at()),
                tick.attempt(),
                tick.fence().lease(),
                tick.fence().number(),
                tick.codeVersion(),
                instigator.cursor().orElse(null),
                TickStatus.STARTED.name())
            .orElseThrow();
    return new StoredTick(number, tick, instigator.cursor(), StoredTick.End.open(), List.of());
  }
}
