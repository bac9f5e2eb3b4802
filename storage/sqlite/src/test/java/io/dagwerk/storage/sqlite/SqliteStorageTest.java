package io.dagwerk.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.contract.Given;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStorageTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void make() throws IOException {
    file = SqliteFiles.file(folder);
    SqliteFiles.openEmpty(folder).close();
  }

  @Test
  void whatIsAcknowledgedIsDurable() {
    try (Storage storage = SqliteStorage.open(file)) {
      assertThat(storage.weaknesses()).isEmpty();
    }
  }

  @Test
  void whatWasStoredIsThereAgain() {
    RunId run;
    try (Storage storage = SqliteStorage.open(file)) {
      run = Given.startedRun(storage);
    }
    try (Storage storage = SqliteStorage.open(file)) {
      assertThat(storage.runs().find(run)).isPresent();
      assertThat(storage.journal().read(run, 0, 10)).hasSize(2);
    }
  }

  @Test
  void itIsReadBesideWhoWritesIt() {
    try (Storage writing = SqliteStorage.open(file);
        Storage reading = SqliteStorage.open(file)) {
      RunId run = Given.startedRun(writing);

      assertThat(reading.runs().find(run)).isPresent();
      assertThat(reading.journal().read(run, 0, 10)).hasSize(2);
    }
  }

  @Test
  void listsAreReadWithoutTheLog() throws SQLException {
    RunId run;
    try (Storage storage = SqliteStorage.open(file)) {
      run = Given.startedRun(storage);
    }
    execute("drop table events");
    try (Storage storage = SqliteStorage.open(file)) {
      assertThat(storage.runs().list(RunFilter.all().ofJob("nightly"), Optional.empty(), 10))
          .extracting(StoredRun::id)
          .containsExactly(run);
      assertThat(storage.runs().queue(Optional.empty(), 10)).isEmpty();
      assertThat(storage.runs().steps(run)).isEmpty();
    }
  }

  @Test
  @Covers("K11.3")
  void aNewerSchemaIsRefused() throws SQLException {
    execute(
        "insert into schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success)"
            + " values (99, '99', 'later', 'SQL', 'V99__later.sql', '', 0, true)");
    assertThatThrownBy(() -> SqliteStorage.open(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the database has schema version 99, and this Dagwerk knows only up to 7;"
                + " take a newer one");
  }

  @Test
  @Covers("K11.3")
  void anOlderSchemaIsMigratedOnPurposeOnly() throws SQLException {
    execute("drop index runs_by_reason");
    execute("drop index runs_by_job_status");
    execute("drop index runs_by_location");
    execute("drop index runs_by_end");
    execute("drop index runs_by_creation");
    execute("alter table steps drop column last_began_at");
    execute("alter table runs drop column host");
    execute("alter table leases drop column note");
    execute("alter table runs drop column log_expired_at");
    execute("drop index runs_queued");
    execute("drop table feed");
    execute("delete from schema_history where version in ('2', '3', '4', '5', '6', '7')");
    assertThatThrownBy(() -> SqliteStorage.open(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the database has schema version 1, and this Dagwerk needs 7; back it up, then migrate it with 'dagwerk instance migrate'");
    SqliteStorage.migrate(file);
    SqliteStorage.open(file).close();
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement executing = connection.createStatement()) {
      executing.execute(statement);
    }
  }
}
