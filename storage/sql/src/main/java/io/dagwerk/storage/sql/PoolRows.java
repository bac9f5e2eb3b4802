package io.dagwerk.storage.sql;

import io.dagwerk.model.StepKey;
import io.dagwerk.spi.PoolState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads pools, whose claims and waiters have a row for each pool that they want.
record PoolRows(Statements statements, Dialect dialect) {
  /// What one step wants of one pool.
  private record Wanted<T>(T of, String pool, int slots) {}

  PoolState state() throws SQLException {
    return new PoolState(
        statements.list(
            "select name, slots, rate_claims, rate_micros from pools order by name",
            PoolRows::limit),
        claims(),
        waiters(),
        statements.list(
            "select pool, at from pool_begun order by pool, at",
            row -> new PoolState.Begun(Columns.text(row, "pool"), Columns.instant(row, "at"))));
  }

  static PoolState.Limit limit(ResultSet row) throws SQLException {
    int claims = row.getInt("rate_claims");
    Optional<PoolState.Rate> rate =
        row.wasNull()
            ? Optional.empty()
            : Optional.of(
                new PoolState.Rate(
                    claims, Duration.of(row.getLong("rate_micros"), ChronoUnit.MICROS)));
    return new PoolState.Limit(Columns.text(row, "name"), row.getInt("slots"), rate);
  }

  private List<PoolState.Claim> claims() throws SQLException {
    List<Wanted<PoolState.Claim>> rows =
        statements.list(
            "select run, step, pool, slots, since, expires_at from pool_claims"
                + " order by run, step, place",
            row ->
                wanted(
                    new PoolState.Claim(
                        owner(row),
                        new LinkedHashMap<>(),
                        Columns.instant(row, "since"),
                        Columns.instant(row, "expires_at")),
                    row));
    List<PoolState.Claim> claims = new ArrayList<>();
    slots(rows)
        .forEach((claim, slots) ->
            claims.add(new PoolState.Claim(claim.owner(), slots, claim.since(), claim.expires())));
    return claims;
  }

  private List<PoolState.Waiter> waiters() throws SQLException {
    List<Wanted<PoolState.Waiter>> rows =
        statements.list(
            "select run, step, pool, slots, priority, since from pool_waiters"
                + " order by run, step, place",
            row ->
                wanted(
                    new PoolState.Waiter(
                        owner(row),
                        new LinkedHashMap<>(),
                        row.getInt("priority"),
                        Columns.instant(row, "since")),
                    row));
    List<PoolState.Waiter> waiters = new ArrayList<>();
    slots(rows)
        .forEach((waiter, slots) ->
            waiters.add(
                new PoolState.Waiter(waiter.owner(), slots, waiter.priority(), waiter.since())));
    return waiters;
  }

  private PoolState.Owner owner(ResultSet row) throws SQLException {
    return new PoolState.Owner(dialect.id(row, "run"), StepKey.parse(Columns.text(row, "step")));
  }

  private static <T> Wanted<T> wanted(T of, ResultSet row) throws SQLException {
    return new Wanted<>(of, Columns.text(row, "pool"), row.getInt("slots"));
  }

  private static <T> SequencedMap<T, SequencedMap<String, Integer>> slots(List<Wanted<T>> rows) {
    SequencedMap<T, SequencedMap<String, Integer>> slots = new LinkedHashMap<>();
    for (Wanted<T> row : rows) {
      slots.computeIfAbsent(row.of(), _ -> new LinkedHashMap<>()).put(row.pool(), row.slots());
    }
    return slots;
  }
}
