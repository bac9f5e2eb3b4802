package io.dagwerk.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.contract.Given;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStorageTest {
  private Storage storage;

  @BeforeEach
  void open() throws SQLException {
    storage = PostgresServer.openEmpty();
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Test
  void whatIsAcknowledgedIsDurable() {
    assertThat(storage.weaknesses()).isEmpty();
  }

  @Test
  void weakSettingsAreTold() {
    String weak = PostgresServer.url() + "&options=-c%20synchronous_commit=off";
    try (Storage other = PostgresStorage.open(PostgresServer.settings(weak))) {
      assertThat(other.weaknesses())
          .containsExactly("PostgreSQL has synchronous_commit=off; set it to on");
    }
  }

  @Test
  void theFeedWaitsForTransactionsThatMayStillComeBefore() throws SQLException {
    RunId run = Given.startedRun(storage);
    try (Connection slow = PostgresServer.connect()) {
      slow.setAutoCommit(false);
      insertFed(slow, run, "slow");
      storage
          .journal()
          .append(Given.batch(run, 1, Given.event("a", Given.materialized("flights", "fast"))))
          .join();
      assertThat(texts(FeedPosition.START)).isEmpty();
      slow.commit();
    }
    assertThat(texts(FeedPosition.START)).containsExactly("slow", "fast");
  }

  @Test
  void aReaderOfTheFeedMissesNothingWhileTransactionsOverlap() throws SQLException {
    RunId run = Given.startedRun(storage);
    List<String> read = new ArrayList<>();
    FeedPosition position = FeedPosition.START;
    try (Connection first = PostgresServer.connect();
        Connection second = PostgresServer.connect()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      for (int i = 0; i < 20; i++) {
        insertFed(first, run, "first " + i);
        insertFed(second, run, "second " + i);
        (i % 2 == 0 ? second : first).commit();
        position = readOn(position, read);
        (i % 2 == 0 ? first : second).commit();
        position = readOn(position, read);
      }
    }
    readOn(position, read);
    assertThat(read).hasSize(40).doesNotHaveDuplicates();
  }

  private FeedPosition readOn(FeedPosition from, List<String> read) {
    FeedPosition position = from;
    for (FeedItem item : storage.journal().feed(from, 100)) {
      read.add(item.event().text());
      position = item.position();
    }
    return position;
  }

  private List<String> texts(FeedPosition after) {
    return storage.journal().feed(after, 100).stream().map(item -> item.event().text()).toList();
  }

  private static void insertFed(Connection connection, RunId run, String text) throws SQLException {
    try (Statement insert = connection.createStatement()) {
      insert.execute(
          "insert into feed (run, kind, at, event) values ('%s', 'MATERIALIZED', 1, '%s')"
              .formatted(run, text));
    }
  }

  @Test
  void twoHostsWriteIntoOneRunWithoutGapsOrDuplicates() {
    RunId run = Given.startedRun(storage);
    try (Storage other = PostgresStorage.open(PostgresServer.settings())) {
      List<CompletableFuture<?>> writes = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        writes.add(storage.journal().append(Given.batch(run, i * 3L + 1, i * 3L + 3)));
        writes.add(other.journal().append(Given.batch(run, i * 3L + 1, i * 3L + 3)));
        if (i % 10 == 9) {
          writes.forEach(CompletableFuture::join);
        }
      }
      writes.forEach(CompletableFuture::join);
    }
    List<String> log =
        storage.journal().read(run, 2, 1_000).stream().map(event -> event.event().text()).toList();
    assertThat(log).hasSize(300).doesNotHaveDuplicates();
  }

  @Test
  void theHostNeverOpensMoreConnectionsThanItMay() throws SQLException {
    List<CompletableFuture<?>> reads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      reads.add(
          CompletableFuture.runAsync(
              () -> storage.runs().list(RunFilter.all(), Optional.empty(), 10),
              task -> Thread.ofVirtual().start(task)));
    }
    reads.forEach(CompletableFuture::join);
    try (Connection connection = PostgresServer.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where application_name = 'dagwerk'")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getInt(1)).isBetween(1, 4);
    }
  }

  @Test
  void listsAreReadWithoutTheLog() throws SQLException {
    RunId run = Given.startedRun(storage);
    PostgresServer.execute("alter table events rename to hidden");
    try {
      assertThat(storage.runs().list(RunFilter.all().ofJob("nightly"), Optional.empty(), 10))
          .extracting(StoredRun::id)
          .containsExactly(run);
      assertThat(storage.runs().steps(run)).isEmpty();
    } finally {
      PostgresServer.execute("alter table hidden rename to events");
    }
  }

  @Test
  void settingsDoNotShowThePassword() {
    assertThat(new PostgresSettings("jdbc:postgresql://db/dagwerk", "ops", "secret", 2))
        .hasToString("jdbc:postgresql://db/dagwerk as 'ops', up to 2 connections");
    assertThatThrownBy(() -> new PostgresSettings("jdbc:postgresql://db/dagwerk", "ops", "", 1))
        .hasMessage("a host needs 2 connections or more, one of them to write, but found 1");
  }
}
