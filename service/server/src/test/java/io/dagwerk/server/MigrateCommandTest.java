package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.cli.Surroundings;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dagwerk instance migrate` on an instance whose database is of the schema before this one.
class MigrateCommandTest {
  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  @Test
  void anOlderDatabaseIsToldWithTheCommandThatMigratesIt() throws Exception {
    makeOlder();

    Ended refused = dagwerk("runs", "list");
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err())
        .isEqualTo(
            "dagwerk: the database has schema version 2, and this Dagwerk needs 4; back it up, then migrate it with 'dagwerk instance migrate'\n");
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
      statement.execute("alter table runs drop column log_expired_at");
      statement.execute("delete from schema_history where version in ('3', '4')");
      statement.execute("drop index runs_queued");
    }
  }

  private Ended dagwerk(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    try (EmbeddedServers servers = new EmbeddedServers(folder, errors)) {
      Surroundings surroundings =
          new Surroundings(
              Map.of(),
              folder,
              new PrintStream(out, true, StandardCharsets.UTF_8),
              errors,
              Surroundings.Look.PLAIN,
              _ -> () -> {},
              servers);
      int code = Main.commands(surroundings).execute(arguments);
      return new Ended(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }
}
