package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.cli.ServerAddress;
import io.dagwerk.cli.ServerFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceFolderTest {
  @TempDir private Path folder;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void open(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void whatIsInItIsForItsOwnerAlone() throws IOException {
    Path instance = folder.resolve("below/instance");
    try (InstanceFolder held = InstanceFolder.hold(instance)) {
      held.keepRunHostPort(1);

      assertThat(permissions(instance)).isEqualTo("rwx------");
      for (Path made : new Path[] {held.logs(), held.cache(), instance.resolve("values")}) {
        assertThat(permissions(made)).as("%s", made).isEqualTo("rwx------");
      }
      for (Path made :
          new Path[] {
            held.database(), instance.resolve("lock"), instance.resolve("run-host.port")
          }) {
        assertThat(permissions(made)).as("%s", made).isEqualTo("rw-------");
      }
    }
  }

  @Test
  void ofAFolderThatWasThereOnlyWhatIsOursIsClosed() throws IOException {
    open(folder, "rwxr-xr-x");
    for (String made : new String[] {"logs", "values"}) {
      open(Files.createDirectory(folder.resolve(made)), "rwxr-xr-x");
    }
    for (String made : new String[] {"dagwerk.db", "dagwerk.db-wal", "notes"}) {
      open(Files.createFile(folder.resolve(made)), "rw-r--r--");
    }

    InstanceFolder.hold(folder).close();

    assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(folder.resolve("logs"))).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("values"))).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("dagwerk.db"))).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("dagwerk.db-wal"))).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("notes"))).isEqualTo("rw-r--r--");
  }

  @Test
  void whatAKilledServerSaidOfItselfIsTakenAway() {
    ServerFile ofServer = new ServerFile(folder);
    ServerFile ofCommand = ServerFile.ofCommand(folder);
    ofServer.write(ServerAddress.of("http://127.0.0.1:1"));
    ofCommand.write(ServerAddress.of("http://127.0.0.1:2"));

    InstanceFolder.hold(folder).close();

    assertThat(ofServer.read()).isEmpty();
    assertThat(ofCommand.read()).isEmpty();
  }

  @Test
  void itIsHeldByOneAtATime() throws IOException {
    InstanceFolder held = InstanceFolder.hold(folder);
    assertThat(InstanceFolder.isHeld(folder)).isTrue();
    assertThatThrownBy(() -> InstanceFolder.hold(folder))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("another server or command works on the instance");
    held.close();

    assertThat(InstanceFolder.isHeld(folder)).isFalse();
    InstanceFolder.hold(folder).close();
  }

  @Test
  void itsHostHasTheSameIdAtEachStartAndThatOfNoOtherFolder() throws IOException {
    String id;
    try (InstanceFolder held = InstanceFolder.hold(folder.resolve("one"))) {
      id = held.hostId();
      assertThat(permissions(folder.resolve("one/host.id"))).isEqualTo("rw-------");
    }
    Files.move(folder.resolve("one"), folder.resolve("moved"));
    try (InstanceFolder moved = InstanceFolder.hold(folder.resolve("moved"));
        InstanceFolder other = InstanceFolder.hold(folder.resolve("one"))) {
      assertThat(moved.hostId()).isEqualTo(id);
      assertThat(other.hostId()).isNotEqualTo(id);
    }
  }

  @Test
  void anIdThatWasNotWrittenIsMadeAnew() throws IOException {
    Files.createFile(folder.resolve("host.id"));
    try (InstanceFolder held = InstanceFolder.hold(folder)) {
      String id = held.hostId();
      assertThat(id).startsWith("host-");
      assertThat(held.hostId()).isEqualTo(id);
    }
  }
}
