package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.RunId;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.NetworkAddress;
import io.dagwerk.protocol.TlsIdentity;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run host says that cannot listen.
class RunHostServerTest {
  private final RunHost host =
      new RunHost(
          new InMemoryRuns(),
          new MemoryComputeLogs(),
          new NoWorkers(),
          RunHostOptions.LOCAL,
          InstantSource.system());

  private static final class NoWorkers implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void aPortThatIsTakenIsToldWithWhatToDo() throws IOException {
    try (RunHostServer open = RunHostServer.start(host, 0)) {
      assertThatThrownBy(() -> RunHostServer.start(host, open.port()))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              "the run host cannot listen at " + open.address() + ": ",
              "Address already in use; name another address, or end what is there");
    }
  }

  @Test
  void whereOthersCouldReadAlongItDoesNotListenPlainly() {
    ListenSpec open = new ListenSpec(new NetworkAddress("0.0.0.0", 0), Optional.empty());

    assertThatThrownBy(() -> RunHostServer.start(host, open))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("cannot listen at 0.0.0.0:0", "by TLS alone");
  }

  @Test
  void aKeyThatIsNoneIsToldAsThat(@TempDir Path folder) throws IOException {
    Path none = Files.createFile(folder.resolve("none.pem"));
    ListenSpec broken =
        new ListenSpec(
            new NetworkAddress("127.0.0.1", 0), Optional.of(new TlsIdentity(none, none)));

    assertThatThrownBy(() -> RunHostServer.start(host, broken))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("cannot listen at 127.0.0.1:0", "expected certificates as PEM")
        .hasMessageNotContaining("another address");
  }
}
