package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.spi.StorageException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps an instance from working is told with what to do, and nothing of it is lost.
class PlaceTroubleTest {
  @TempDir private Path folder;

  @BeforeEach
  void settings() throws IOException {
    Files.writeString(folder.resolve(SettingsFile.NAME), "locations: {}\n");
    Path engine = folder.resolve("engine.classpath");
    Files.writeString(engine, System.getProperty("java.class.path"));
    System.setProperty(EngineJars.PROPERTY, engine.toString());
  }

  @AfterEach
  void forgetEngine() {
    System.clearProperty(EngineJars.PROPERTY);
  }

  private Ended dagwerk(String... arguments) {
    return Ended.alone(folder, arguments);
  }

  /// One line on standard error, and the exit code of a server that is not there.
  private static void assertTold(Ended ended, String... parts) {
    assertThat(ended.err()).startsWith("dagwerk: ").contains(parts).hasLineCount(1);
    assertThat(ended.code()).isEqualTo(4);
  }

  private Path instance() {
    return folder.resolve(".dagwerk");
  }

  private Path database() throws IOException {
    assertThat(dagwerk("runs", "list").code()).isZero();
    try (InstanceFolder held = InstanceFolder.hold(instance())) {
      Server.storage(held, SettingsFile.none()).close();
    }
    return instance().resolve("dagwerk.db");
  }

  @Test
  void aPortThatIsTakenIsTold() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertTold(
          dagwerk("server", "--port", port),
          "cannot listen on",
          port,
          "choose another port with --port");
    }
  }

  @Test
  void aSecondServerInTheFolderIsToldOfTheFirst() {
    try (InstanceFolder _ = InstanceFolder.hold(instance())) {
      assertTold(
          dagwerk("server", "--port", "0"), "another server or command works on the instance");
    }
  }

  @Test
  void aDatabaseOfANewerVersionIsLeftAlone() throws Exception {
    Path file = database();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("update schema_history set version = '99' where version = '7'");
    }

    assertThat(dagwerk("instance", "migrate").code()).isEqualTo(4);
    assertTold(dagwerk("server"), "schema version 99", "knows only up to 7", "take a newer one");
  }

  private static void overwrite(Path file, long from, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(length), from);
    }
  }

  @Test
  void aDatabaseWhoseHeaderIsGoneIsToldAndLeftAsItIs() throws IOException {
    Path file = database();
    overwrite(file, 0, 100);
    byte[] before = Files.readAllBytes(file);

    assertTold(dagwerk("server"), "dagwerk.db' cannot be opened: it is damaged", "put a backup");
    assertTold(dagwerk("runs", "list"), "dagwerk.db' cannot be opened: it is damaged");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aPageThatIsDamagedIsToldByWhatReadsIt() throws IOException {
    Path file = database();
    // The second page holds the versions of the schema, those behind it hold runs.
    overwrite(file, 4096 * 5, 4096 * 8);

    Ended ended = dagwerk("runs", "list");
    assertThat(ended.err()).contains("SQLITE_CORRUPT").doesNotContain("\tat ");
    assertThat(ended.code()).isEqualTo(4);
  }

  @Test
  void aDiskThatIsFullIsTold() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "size=64k")) {
      Path full = disk.path().resolve("instance");
      assertTold(
          dagwerk("server", "--instance", full.toString()),
          "the disk of the folder '%s' of the instance is full; make room".formatted(full));
    }
  }

  @Test
  void aFolderThatIsReadOnlyIsTold() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), "ro")) {
      assertTold(
          dagwerk("server", "--instance", disk.path().resolve("instance").toString()),
          "cannot be written (it is read-only)",
          "--instance");
    }
  }

  @Test
  void aFolderOfAnotherUserIsToldWithWhoseItIs() throws IOException {
    Path lock = folder.resolve("lock");
    Exception denied = new UncheckedIOException(new AccessDeniedException(lock.toString()));
    assertThat(PlaceTrouble.of(folder, denied))
        .contains("cannot be written by user '" + System.getProperty("user.name") + "'")
        .contains("AccessDeniedException: " + lock)
        .contains("it belongs to '%s'".formatted(Files.getOwner(folder).getName()))
        .contains("choose another with --instance");
  }

  @Test
  void whatIsWrongElsewhereIsNotToldOfTheFolder() {
    String key = "the TLS key '/elsewhere/k.pem' cannot be read";
    assertThat(
            PlaceTrouble.of(
                folder, new IOException(key, new AccessDeniedException("/elsewhere/k.pem"))))
        .isEqualTo(key);
    assertThat(
            PlaceTrouble.of(
                folder,
                new StorageException(
                    "events are not stored",
                    new SQLException("could not extend file: No space left on device"))))
        .isEqualTo("events are not stored");
    assertThat(
            PlaceTrouble.of(
                folder,
                new StorageException(
                    "events are not stored", new SQLException("[SQLITE_FULL] database is full"))))
        .contains("the disk of the folder '%s' of the instance is full".formatted(folder));
    assertThat(PlaceTrouble.of(folder, new IOException("No space left on device")))
        .contains("is full");
  }

  @Test
  void whereWorkersOfOtherMachinesAreHeardIsToldWhenItIsTakenAndThePortOfTheOthersIsKept()
      throws IOException {
    int kept = freePort();
    try (InstanceFolder held = InstanceFolder.hold(instance())) {
      held.keepRunHostPort(kept);
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          folder.resolve(SettingsFile.NAME),
          "{locations: {}, runHost: {listen: '127.0.0.1:%d'}}".formatted(taken.getLocalPort()));

      assertTold(
          dagwerk("server", "--port", "0"),
          "the run host cannot listen at 127.0.0.1:%d".formatted(taken.getLocalPort()));
      assertThat(InstanceFolder.look(instance()).runHostPort()).isEqualTo(kept);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void aPasswordThatIsWrongIsToldWithoutIt() throws Exception {
    try (ServerSocket database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> refuse(database));
      Files.writeString(
          folder.resolve(SettingsFile.NAME),
          "{locations: {}, postgres: {url: 'jdbc:postgresql://127.0.0.1:%d/dagwerk', user: ops, password: t0psecret}}"
              .formatted(database.getLocalPort()));

      Ended ended = dagwerk("server", "--port", "0");

      assertTold(
          ended,
          "as 'ops'",
          "cannot be opened",
          "password authentication failed",
          "see that it is up, and that url, user and password are right");
      assertThat(ended.err()).doesNotContain("t0psecret");
    }
  }

  /// A database that asks for a password, and takes none.
  private static void refuse(ServerSocket database) {
    while (!database.isClosed()) {
      try (Socket client = database.accept()) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        int length = in.readInt();
        int kind = in.readInt();
        in.skipNBytes(length - 8L);
        if (kind == 80877103) {
          client.getOutputStream().write('N');
          in.skipNBytes(in.readInt() - 4L);
        }
        client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
        in.skipNBytes(1);
        in.skipNBytes(in.readInt() - 4L);
        byte[] told =
            "SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user \"ops\"\0\0"
                .getBytes(StandardCharsets.US_ASCII);
        client
            .getOutputStream()
            .write(
                ByteBuffer.allocate(told.length + 5)
                    .put((byte) 'E')
                    .putInt(told.length + 4)
                    .put(told)
                    .array());
      } catch (IOException e) {
        // The next one may be more patient.
      }
    }
  }
}
