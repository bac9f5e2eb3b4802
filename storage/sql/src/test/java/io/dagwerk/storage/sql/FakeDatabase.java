package io.dagwerk.storage.sql;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// A database without tables: transactions that are counted, and can be held up.
final class FakeDatabase implements Database {
  /// Every transaction takes one.
  final Semaphore permits = new Semaphore(0);

  /// How the next failures of transactions are judged; what is not told is of the work.
  final List<Failure> judgements = new ArrayList<>();

  private int commits;

  /// How many transactions were committed.
  synchronized int commits() {
    return commits;
  }

  @Override
  public Dialect dialect() {
    return unused(Dialect.class);
  }

  @Override
  public <T> T read(Work<T> work) {
    throw new UnsupportedOperationException("the tests read nothing");
  }

  @Override
  public <T> T write(Work<T> work) throws SQLException {
    permits.acquireUninterruptibly();
    T result = work.on(unused(Connection.class));
    synchronized (this) {
      commits++;
    }
    return result;
  }

  /// What the tests never ask for anything.
  private static <T> T unused(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            FakeDatabase.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, _) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  @Override
  public Failure judge(SQLException failed) {
    return judgements.isEmpty() ? Failure.OF_WORK : judgements.removeFirst();
  }

  @Override
  public List<String> weaknesses() {
    return List.of();
  }

  @Override
  public void close() {}
}
