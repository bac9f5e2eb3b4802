package io.dagwerk.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.io.DurableIoManagerContract;
import io.dagwerk.execution.io.FakeStore;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.OutputAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables in SQLite.
class SqliteTablesTest extends DurableIoManagerContract {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() throws SQLException {
    // Writers wait for each other from their first statement on, as WAL and IMMEDIATE have it.
    database =
        Database.open(
            "jdbc:sqlite:%s/a.db?journal_mode=WAL&transaction_mode=IMMEDIATE&busy_timeout=30000"
                .formatted(folder));
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Override
  protected IoManager<Object> manager() {
    return another();
  }

  @Override
  protected IoManager<Object> another() {
    try {
      return JdbcTables.in(database);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  record Moment(Instant at) {}

  @Test
  void momentsSortByTimeWhateverTheirFractions() throws SQLException {
    Instant whole = Instant.parse("2001-01-31T06:00:00Z");
    List<Instant> inOrder = List.of(whole, whole.plusMillis(500), whole.plusSeconds(1));
    database.execute("create table moments (at text)");
    for (Instant each : inOrder.reversed()) {
      database.execute("insert into moments values (?)", each);
    }

    assertThat(database.query(Moment.class, "select at from moments order by at limit 3"))
        .extracting(Moment::at)
        .containsExactlyElementsOf(inOrder);
  }

  @Test
  void whoWaitsForAnotherStoreOfTheValueCanBeInterrupted() throws Exception {
    IoManager<Object> tables = manager();
    FakeStore context =
        new FakeStore(
            new OutputAddress.OfAsset(AssetKey.of("moments"), Optional.empty()),
            Type.listOf(Moment.class));
    CountDownLatch storing = new CountDownLatch(1);
    CountDownLatch passes = new CountDownLatch(1);
    List<Moment> slow =
        new AbstractList<>() {
          @Override
          public Moment get(int index) {
            storing.countDown();
            awaited(passes);
            return new Moment(Instant.EPOCH);
          }

          @Override
          public int size() {
            return 1;
          }
        };
    FutureTask<Void> first = store(tables, context, slow);
    Thread.ofPlatform().daemon().start(first);
    storing.await();
    FutureTask<Void> second = store(tables, context, List.of());
    Thread waiting = Thread.ofPlatform().daemon().start(second);
    waiting.interrupt();

    assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS))
        .hasCauseInstanceOf(InterruptedException.class);
    passes.countDown();
    first.get(30, TimeUnit.SECONDS);
  }

  private static FutureTask<Void> store(
      IoManager<Object> tables, FakeStore context, List<Moment> value) {
    return new FutureTask<>(() -> {
      tables.store(context, value);
      return null;
    });
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
