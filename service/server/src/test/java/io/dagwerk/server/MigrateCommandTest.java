package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.storage.sqlite.SqliteStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dagwerk instance migrate` on an instance whose database is of the schema before this one.
class MigrateCommandTest {
  @TempDir private Path folder;

  @Test
  void anOlderDatabaseIsToldWithTheCommandThatMigratesIt() throws Exception {
    makeOlder();

    Ended refused = dagwerk("runs", "list");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err())
        .isEqualTo(
            "dagwerk: the database has schema version 2, and this Dagwerk needs 7; back it up, then migrate it with 'dagwerk instance migrate'\n");
    Ended migrated = dagwerk("instance", "migrate");
    assertThat(migrated.code()).as(migrated.err()).isZero();
    assertThat(migrated.out()).contains("is ready for this Dagwerk");

    assertThat(dagwerk("runs", "list").code()).isZero();
  }

  @Test
  void whileAServerWorksOnTheInstanceItIsRefused() throws Exception {
    makeOlder();
    try (InstanceFolder _ = InstanceFolder.hold(folder.resolve(".dagwerk"))) {
      Ended refused = dagwerk("instance", "migrate");
      assertThat(refused.code()).isEqualTo(4);
      assertThat(refused.err()).contains("another server or command works on the instance");
    }
  }

  private void makeOlder() throws Exception {
    Path instance = Files.createDirectories(folder.resolve(".dagwerk"));
    Path file = instance.resolve("dagwerk.db");
    SqliteStorage.open(file).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("drop index runs_by_reason");
      statement.execute("drop index runs_by_job_status");
      statement.execute("drop index runs_by_location");
      statement.execute("drop index runs_by_end");
      statement.execute("drop index runs_by_creation");
      statement.execute("alter table steps drop column last_began_at");
      statement.execute("alter table runs drop column host");
      statement.execute("alter table leases drop column note");
      statement.execute("alter table runs drop column log_expired_at");
      statement.execute("delete from schema_history where version in ('3', '4', '5', '6', '7')");
      statement.execute("drop index runs_queued");
    }
  }

  private Ended dagwerk(String... arguments) {
    return Ended.alone(folder, arguments);
  }
}
