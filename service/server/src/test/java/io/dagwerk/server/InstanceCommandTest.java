package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.cli.LocalServers.Purpose;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dagwerk instance`.
class InstanceCommandTest {
  @TempDir private Path folder;

  private Ended dagwerk(String... arguments) {
    return Ended.alone(folder, arguments);
  }

  private Path database() throws Exception {
    Path instance = Files.createDirectories(folder.resolve(".dagwerk"));
    Path file = instance.resolve("dagwerk.db");
    SqliteStorage.open(file).close();
    return file;
  }

  private static void execute(Path database, String statement) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement executed = connection.createStatement()) {
      executed.execute(statement);
    }
  }

  /// Of a port that is free whatever else runs on this machine.
  @BeforeEach
  void settings() throws Exception {
    Files.writeString(folder.resolve("dagwerk.yaml"), "{locations: {}, http: {port: 0}}");
  }

  @Test
  void anInstanceThatIsNotThereCanBeMadeAndIsNot() {
    assertThat(dagwerk("instance", "check"))
        .isEqualTo(new Ended(0, "a server can work on this instance\n", ""));
    assertThat(dagwerk("instance", "info").out())
        .contains("none yet: the first server makes it", "none works here");
    assertThat(folder.resolve(".dagwerk")).doesNotExist();
  }

  @Test
  void whatAnInstanceIsAndWhoWorksOnItIsTold() throws Exception {
    database();
    try (Server _ =
        Server.ofCommand(
            new Server.Place(folder.resolve(".dagwerk"), folder),
            SettingsFile.none(),
            Purpose.CHANGE)) {
      assertThat(dagwerk("instance", "info").out())
          .contains(
              "folder                " + folder.resolve(".dagwerk").toAbsolutePath(),
              "SQLite, in the folder of the instance",
              "the one of this Dagwerk",
              "server                a command works here",
              "runsThatHaveNotEnded  0");
      assertThat(dagwerk("instance", "check", "--json").out()).contains("\"problems\": []");
    }
  }

  @Test
  void theRoomThatEachPartTakesIsTold() throws Exception {
    Path instance = database().resolveSibling("");
    for (String file :
        List.of(
            "logs/run/1", "values/shop/a", "code/versions/v/A.class", "crashes/hs_err_pid1.log")) {
      Files.createDirectories(instance.resolve(file).resolveSibling(""));
      Files.writeString(instance.resolve(file), "12345");
    }

    assertThat(dagwerk("instance", "info").out())
        .contains(
            "logsBytes             5",
            "valuesBytes           5",
            "codeBytes             5",
            "crashFilesBytes       5")
        .containsPattern("databaseBytes +[1-9]");
  }

  @Test
  void allProblemsAreToldAtOnce() throws Exception {
    execute(database(), "delete from schema_history where version = '7'");
    Files.writeString(
        folder.resolve("dagwerk.yaml"),
        """
        locations:
          shop:
            definitions: shop.Shop
            classPath: [target/classes]
            classPathFile: target/classpath
        http: {port: 0}
        """);

    Ended ended = dagwerk("instance", "check");

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.out().lines())
        .satisfiesExactly(
            older -> assertThat(older).contains("schema version 6", "'dagwerk instance migrate'"),
            classes -> assertThat(classes).contains("location 'shop'", "target/classes"),
            file -> assertThat(file).contains("location 'shop'", "target/classpath"));
    assertThat(dagwerk("instance", "check", "--json").code()).isEqualTo(4);
  }

  @Test
  void whatSettingsNameThatKeepsAServerFromStartingIsToldAtOnce() throws Exception {
    Files.createDirectories(folder.resolve("jdk"));
    try (ServerSocket api = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        ServerSocket workers = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Files.writeString(
          folder.resolve("dagwerk.yaml"),
          """
          locations:
            shop: {definitions: shop.Shop, javaHome: jdk}
            far: {address: '127.0.0.1:4000', tls: {caCertificate: ca.pem}}
          http: {port: %d}
          runHost: {listen: '127.0.0.1:%d', tls: {certificate: a.pem, key: a.key}}
          """
              .formatted(api.getLocalPort(), workers.getLocalPort()));

      Ended ended = dagwerk("instance", "check");

      assertThat(ended.code()).isEqualTo(4);
      assertThat(ended.out().lines())
          .satisfiesExactly(
              jdk -> assertThat(jdk).contains("location 'shop': javaHome", "is no JDK"),
              ca -> assertThat(ca).contains("locations.far.tls: the CA certificate", "ca.pem"),
              http ->
                  assertThat(http)
                      .contains("127.0.0.1:%d (".formatted(api.getLocalPort()), "'http.port'"),
              tls -> assertThat(tls).contains("runHost.tls: the TLS certificate", "a.pem"),
              listen ->
                  assertThat(listen)
                      .contains(
                          "127.0.0.1:%d (".formatted(workers.getLocalPort()), "'runHost.listen'"));
    }
  }

  @Test
  void aDatabaseOfANewerVersionAndOneThatIsNoneAreTold() throws Exception {
    Path file = database();
    execute(file, "update schema_history set version = '99' where version = '7'");
    assertThat(dagwerk("instance", "check").out())
        .contains("schema version 99", "take a newer one");

    Files.writeString(file, "this is no database, however long one looks at it");
    Files.deleteIfExists(file.resolveSibling("dagwerk.db-wal"));
    assertThat(dagwerk("instance", "check").code()).isEqualTo(4);
  }

  @Test
  void anInstanceInAFileIsTold() throws Exception {
    Files.writeString(folder.resolve("taken"), "a file");

    Ended ended = dagwerk("instance", "check", "--instance", "taken/instance");

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.out()).contains("is no folder", "choose another with --instance");
  }

  @Test
  void settingsThatAreWrongAreTold() throws Exception {
    Files.writeString(folder.resolve("dagwerk.yaml"), "locations: {}\nruns: {most: 0}\n");

    Ended ended = dagwerk("instance", "check");

    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("most is 1 or more");
  }
}
