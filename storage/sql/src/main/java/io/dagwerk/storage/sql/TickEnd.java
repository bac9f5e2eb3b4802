package io.dagwerk.storage.sql;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Instigator;
import io.dagwerk.spi.InstigatorKey;
import io.dagwerk.spi.StoredTick;
import io.dagwerk.spi.TickEndResult;
import io.dagwerk.spi.TickEndResult.Refusal;
import io.dagwerk.spi.TickOutcome;
import io.dagwerk.spi.TickStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Writes what a tick came to: end, cursor, run keys and queued runs, or none of them.
record TickEnd(long number, TickOutcome outcome) implements GroupCommit.Task<TickEndResult> {
  @Override
  public SortedSet<RunId> runs() {
    SortedSet<RunId> ids = new TreeSet<>();
    outcome.runs().forEach(requested -> ids.add(requested.run().id()));
    return ids;
  }

  @Override
  public TickEndResult in(Transaction transaction) throws SQLException {
    Statements statements = new Statements(transaction.connection());
    String lock = transaction.dialect().forUpdate();
    Optional<InstigatorKey> key =
        statements.find(TickRows.TICKS + " where number = ?", TickRows::key, number);
    if (key.isEmpty()) {
      return new TickEndResult.Refused(Refusal.NOT_OPEN);
    }
    // The instigator first, as whoever starts a tick does.
    Optional<Instigator> instigator =
        statements.find(
            TickRows.INSTIGATORS + TickRows.OF_INSTIGATOR + lock,
            TickRows::instigator,
            key.get().location(),
            key.get().kind().name(),
            key.get().name());
    StoredTick tick =
        statements
            .find(TickRows.TICKS + " where number = ?" + lock, TickRows::tick, number)
            .orElseThrow();
    Optional<Refusal> refusal = refusal(transaction, tick, instigator);
    return refusal.isPresent()
        ? new TickEndResult.Refused(refusal.get())
        : write(transaction, statements, key.get());
  }

  private static Optional<Refusal> refusal(
      Transaction transaction, StoredTick tick, Optional<Instigator> instigator)
      throws SQLException {
    if (tick.end().status() != TickStatus.STARTED) {
      return Optional.of(Refusal.NOT_OPEN);
    }
    if (!transaction.holds(tick.tick().fence())) {
      return Optional.of(Refusal.LEASE_LOST);
    }
    if (instigator.isEmpty() || instigator.get().status() != InstigatorStatus.RUNNING) {
      return Optional.of(Refusal.NOT_OPEN);
    }
    return instigator.get().cursor().equals(tick.cursor())
        ? Optional.empty()
        : Optional.of(Refusal.CURSOR_MOVED);
  }

  private TickEndResult write(Transaction transaction, Statements statements, InstigatorKey key)
      throws SQLException {
    List<RunId> queued = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    Rows tickRuns = new Rows("insert into tick_runs (tick, place, run) values (?, ?, ?)");
    for (TickOutcome.RequestedRun requested : outcome.runs()) {
      Optional<String> runKey = requested.key();
      if (runKey.isPresent() && !isNew(statements, key, runKey.get())) {
        dropped.add(runKey.get());
      } else {
        RunCreation creation =
            new RunCreation(requested.run(), List.of(), outcome.ended(), requested.events());
        tickRuns.add(number, queued.size(), transaction.dialect().id(requested.run().id()));
        queued.add(creation.in(transaction));
      }
    }
    tickRuns.write(transaction.connection());
    statements.write(
        "update ticks set status = ?, reason = ?, ended_at = ? where number = ?",
        outcome.status().name(),
        outcome.reason(),
        Columns.micros(outcome.ended()),
        number);
    if (outcome.cursor().isPresent()) {
      statements.write(
          "update instigators set cursor_text = ?" + TickRows.OF_INSTIGATOR,
          outcome.cursor().get(),
          key.location(),
          key.kind().name(),
          key.name());
    }
    return new TickEndResult.Ended(queued, dropped);
  }

  private static boolean isNew(Statements statements, InstigatorKey key, String runKey)
      throws SQLException {
    return statements.write(
            "insert into run_keys (location, kind, name, run_key) values (?, ?, ?, ?)"
                + " on conflict (location, kind, name, run_key) do nothing",
            key.location(),
            key.kind().name(),
            key.name(),
            runKey)
        > 0;
  }
}
