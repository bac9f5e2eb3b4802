package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.daemon.PortTaken;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where workers are heard when the port of the last server is free, late, taken, or cannot be
/// kept.
class RunHostPortTest {
  private static final int FREE = 4711;
  private static final int KEPT = 4242;

  @TempDir private Path folder;
  private InstanceFolder instance;
  private final List<Integer> tried = new ArrayList<>();
  private final List<FakeServer> closed = new ArrayList<>();

  private final class FakeServer implements AutoCloseable {
    private final int port;

    FakeServer(int port) {
      this.port = port;
    }

    int port() {
      return port;
    }

    @Override
    public void close() {
      closed.add(this);
    }
  }

  @BeforeEach
  void hold() {
    instance = InstanceFolder.hold(folder);
  }

  @AfterEach
  void release() {
    instance.close();
  }

  /// @param failures how often a port that is asked for is not free
  private FakeServer open(int failures) throws IOException {
    return new RunHostPort(instance, Duration.ZERO)
        .open(
            port -> {
              tried.add(port);
              if (port != 0 && tried.size() <= failures) {
                throw new PortTaken("in use", new BindException());
              }
              return new FakeServer(port == 0 ? FREE : port);
            },
            FakeServer::port);
  }

  @Test
  void theFirstServerTakesAFreePortAndTheNextOneTheSame() throws IOException {
    assertThat(open(0).port()).isEqualTo(FREE);
    assertThat(open(0).port()).isEqualTo(FREE);
    assertThat(tried).containsExactly(0, FREE);
  }

  @Test
  void aPortThatComesFreeInTimeIsTaken() throws IOException {
    instance.keepRunHostPort(KEPT);
    assertThat(open(RunHostPort.MOST_TRIES - 1).port()).isEqualTo(KEPT);
    assertThat(instance.runHostPort()).isEqualTo(KEPT);
  }

  @Test
  void whenThePortStaysTakenAnotherIsTakenAndKept() throws IOException {
    instance.keepRunHostPort(KEPT);
    assertThat(open(RunHostPort.MOST_TRIES).port()).isEqualTo(FREE);
    assertThat(tried).hasSize(RunHostPort.MOST_TRIES + 1).endsWith(KEPT, 0);
    assertThat(instance.runHostPort()).isEqualTo(FREE);
  }

  @Test
  void whenThePortCannotBeKeptTheOldOneStaysAndTheServerIsClosed() throws IOException {
    instance.keepRunHostPort(KEPT);
    // Whatever is written first cannot be.
    Files.createDirectory(folder.resolve("run-host.port.new"));
    assertThatThrownBy(() -> open(RunHostPort.MOST_TRIES)).isInstanceOf(IOException.class);
    assertThat(closed).hasSize(1);
    assertThat(instance.runHostPort()).isEqualTo(KEPT);
  }

  @Test
  void whatElseKeepsItFromBeingOpenedIsToldAtOnceAndThePortStaysKept() throws IOException {
    instance.keepRunHostPort(KEPT);
    assertThatThrownBy(() ->
            new RunHostPort(instance, Duration.ZERO)
                .open(
                    port -> {
                      tried.add(port);
                      throw new IOException("the certificate cannot be read");
                    },
                    FakeServer::port))
        .hasMessage("the certificate cannot be read");
    assertThat(tried).containsExactly(KEPT);
    assertThat(instance.runHostPort()).isEqualTo(KEPT);
  }

  @Test
  void aPortThatIsKeptAlreadyIsNotWritten() throws IOException {
    instance.keepRunHostPort(KEPT);
    Files.createDirectory(folder.resolve("run-host.port.new"));
    assertThat(open(0).port()).isEqualTo(KEPT);
  }
}
