package io.dagwerk.storage.sql;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Instigator;
import io.dagwerk.spi.InstigatorKey;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.NewTick;
import io.dagwerk.spi.StoredTick;
import io.dagwerk.spi.TickEndResult;
import io.dagwerk.spi.TickOutcome;
import io.dagwerk.spi.Ticks;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Ticks in table `ticks`, with `instigators`, `tick_runs` and `run_keys`.
record SqlTicks(Reader reader, GroupCommit writer) implements Ticks {
  @Override
  public Optional<Instigator> find(InstigatorKey key) {
    return reader.find(
        TickRows.INSTIGATORS + TickRows.OF_INSTIGATOR,
        TickRows::instigator,
        key.location(),
        key.kind().name(),
        key.name());
  }

  @Override
  public List<Instigator> list() {
    return reader.list(
        TickRows.INSTIGATORS + " order by location, kind, name", TickRows::instigator);
  }

  @Override
  public void set(InstigatorKey key, InstigatorStatus status) {
    write(
        "insert into instigators (location, kind, name, status) values (?, ?, ?, ?)"
            + " on conflict (location, kind, name) do update set status = excluded.status",
        key.location(),
        key.kind().name(),
        key.name(),
        status.name());
  }

  @Override
  public void remember(InstigatorKey key, Optional<String> cursor) {
    write(
        "update instigators set cursor_text = ?" + TickRows.OF_INSTIGATOR,
        cursor.orElse(null),
        key.location(),
        key.kind().name(),
        key.name());
  }

  private int write(String statement, @Nullable Object... parameters) {
    return writer.call(
        RunlessTask.of(
            transaction -> new Statements(transaction.connection()).write(statement, parameters)));
  }

  @Override
  public Optional<StoredTick> start(NewTick tick, Instant now) {
    return writer.call(new TickStart(tick, now));
  }

  @Override
  public TickEndResult end(long number, TickOutcome outcome) {
    return writer.call(new TickEnd(number, outcome));
  }

  @Override
  public List<StoredTick> history(InstigatorKey key, Optional<Long> before, int limit) {
    Limits.checked(limit, MOST);
    return reader.read(connection -> {
      Statements statements = new Statements(connection);
      List<StoredTick> ticks =
          statements.list(
              TickRows.TICKS
                  + TickRows.OF_INSTIGATOR
                  + " and number < ? order by number desc limit ?",
              TickRows::tick,
              key.location(),
              key.kind().name(),
              key.name(),
              before.orElse(Long.MAX_VALUE),
              limit);
      Map<Long, List<RunId>> runs = runs(statements, ticks);
      return ticks.stream()
          .map(tick -> TickRows.with(tick, runs.getOrDefault(tick.number(), List.of())))
          .toList();
    });
  }

  private Map<Long, List<RunId>> runs(Statements statements, List<StoredTick> ticks)
      throws SQLException {
    record TickRun(long tick, RunId run) {}
    Map<Long, List<RunId>> runs = new HashMap<>();
    if (!ticks.isEmpty()) {
      List<TickRun> rows =
          statements.list(
              "select tick, run from tick_runs where tick in (%s) order by tick, place"
                  .formatted(Columns.parameters(ticks.size())),
              row -> new TickRun(row.getLong("tick"), reader.dialect().id(row, "run")),
              ticks.stream().map(StoredTick::number).toArray());
      rows.forEach(row -> runs.computeIfAbsent(row.tick(), _ -> new ArrayList<>()).add(row.run()));
    }
    return runs;
  }

  @Override
  public List<String> asked(InstigatorKey key, Collection<String> runKeys) {
    return Parts.each(
        runKeys.stream().sorted().distinct().toList(),
        some -> {
          List<Object> parameters = new ArrayList<>();
          parameters.addAll(List.of(key.location(), key.kind().name(), key.name()));
          parameters.addAll(some);
          return reader.list(
              "select run_key from run_keys%s and run_key in (%s) order by run_key"
                  .formatted(TickRows.OF_INSTIGATOR, Columns.parameters(some.size())),
              row -> Columns.text(row, "run_key"),
              parameters.toArray());
        });
  }

  @Override
  public int expire(Instant before, int most) {
    return writer.call(
        RunlessTask.of(transaction -> {
          Statements statements = new Statements(transaction.connection());
          List<Long> old =
              statements.list(
                  "select number from ticks where ended_at < ? order by ended_at limit ?",
                  row -> row.getLong("number"),
                  Columns.micros(before),
                  Math.min(most, Parts.MOST));
          for (long number : old) {
            statements.write("delete from tick_runs where tick = ?", number);
            statements.write("delete from ticks where number = ?", number);
          }
          return old.size();
        }));
  }
}
