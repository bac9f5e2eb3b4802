package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.codeclient.CodeServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A location that names the JDK that its code runs on. The JDK is a script here, which says so.
class JavaHomeTest {
  @TempDir private Path folder;

  private CodeServers on(Path home) {
    LocationSettings.OfCode location =
        new LocationSettings.OfCode(
            "orders",
            new BuiltCode("shop.Orders", List.of(), Optional.empty()),
            folder.resolve("values"),
            Optional.of(home));
    return new CodeServers(DaemonSettings.of(List.of(location), List.of()), location, "");
  }

  private Path jdk(String version) throws IOException {
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\nexit 7\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        folder.resolve("jdk/release"),
        "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
    return folder.resolve("jdk");
  }

  private static CodeServerProcess start(CodeServers servers) throws Exception {
    return (CodeServerProcess) servers.code().serve();
  }

  @Test
  void itsCodeServerRunsOnThatJdk() throws Exception {
    try (CodeServers servers = on(jdk("25.0.1"));
        CodeServerProcess started = start(servers)) {
      assertThat(started.ended().get(30, TimeUnit.SECONDS).exitCode()).isEqualTo(7);
    }
  }

  @Test
  void oneThatIsTooOldIsTold() throws Exception {
    try (CodeServers servers = on(jdk("17.0.12"))) {
      assertThatThrownBy(() -> start(servers))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is JDK 17, and code runs on JDK 25 or newer");
    }
    try (CodeServers servers = on(jdk("1.8.0_402"))) {
      assertThatThrownBy(() -> start(servers)).hasMessageContaining("is JDK 8, and code runs");
    }
  }

  @Test
  void aFolderThatIsNoneIsTold() throws Exception {
    try (CodeServers servers = on(folder.resolve("none"))) {
      assertThatThrownBy(() -> start(servers))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("none' is no JDK: expected 'bin/java' and 'release' in it");
    }
  }
}
