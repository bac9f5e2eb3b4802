package io.dagwerk.storage.sql;

import io.dagwerk.spi.Fence;
import io.dagwerk.spi.PoolState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Writes what is different in the next state of the pools, if the fence holds.
record PoolWrite(Fence fence, PoolState next) implements RunlessTask<Boolean> {
  @Override
  public Boolean in(Transaction transaction) throws SQLException {
    if (!transaction.holds(fence)) {
      return false;
    }
    Statements statements = new Statements(transaction.connection());
    Dialect dialect = transaction.dialect();
    PoolState before = new PoolRows(statements, dialect).state();
    for (PoolState.Claim claim : without(before.claims(), next.claims())) {
      delete(statements, dialect, "pool_claims", claim.owner());
    }
    for (PoolState.Waiter waiter : without(before.waiters(), next.waiters())) {
      delete(statements, dialect, "pool_waiters", waiter.owner());
    }
    insertClaims(transaction, before);
    insertWaiters(transaction, before);
    if (!before.begun().equals(next.begun())) {
      statements.write("delete from pool_begun");
      insertBegun(transaction);
    }
    return true;
  }

  private static <T> List<T> without(List<T> all, List<T> others) {
    List<T> rest = new ArrayList<>(all);
    rest.removeAll(new HashSet<>(others));
    return rest;
  }

  private static void delete(
      Statements statements, Dialect dialect, String table, PoolState.Owner owner)
      throws SQLException {
    statements.write(
        "delete from " + table + " where run = ? and step = ?",
        dialect.id(owner.run()),
        owner.step().toString());
  }

  private void insertClaims(Transaction transaction, PoolState before) throws SQLException {
    Dialect dialect = transaction.dialect();
    Rows claims =
        new Rows(
            "insert into pool_claims (run, step, pool, place, slots, since, expires_at)"
                + " values (?, ?, ?, ?, ?, ?, ?)");
    for (PoolState.Claim claim : without(next.claims(), before.claims())) {
      int place = 0;
      for (Map.Entry<String, Integer> slots : claim.slots().entrySet()) {
        claims.add(
            dialect.id(claim.owner().run()),
            claim.owner().step().toString(),
            slots.getKey(),
            place,
            slots.getValue(),
            Columns.micros(claim.since()),
            Columns.micros(claim.expires()));
        place++;
      }
    }
    claims.write(transaction.connection());
  }

  private void insertWaiters(Transaction transaction, PoolState before) throws SQLException {
    Dialect dialect = transaction.dialect();
    Rows waiters =
        new Rows(
            "insert into pool_waiters (run, step, pool, place, slots, priority, since)"
                + " values (?, ?, ?, ?, ?, ?, ?)");
    for (PoolState.Waiter waiter : without(next.waiters(), before.waiters())) {
      int place = 0;
      for (Map.Entry<String, Integer> slots : waiter.slots().entrySet()) {
        waiters.add(
            dialect.id(waiter.owner().run()),
            waiter.owner().step().toString(),
            slots.getKey(),
            place,
            slots.getValue(),
            waiter.priority(),
            Columns.micros(waiter.since()));
        place++;
      }
    }
    waiters.write(transaction.connection());
  }

  /// Several claims may begin at one instant, so these rows are written anew.
  private void insertBegun(Transaction transaction) throws SQLException {
    Rows rows = new Rows("insert into pool_begun (pool, at) values (?, ?)");
    for (PoolState.Begun begun : next.begun()) {
      rows.add(begun.pool(), Columns.micros(begun.at()));
    }
    rows.write(transaction.connection());
  }
}
