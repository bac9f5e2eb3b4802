package io.dagwerk.daemon;

import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostServer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Where a host hears workers: those of its own code servers on loopback, and those of others where
/// the settings say. Thread-safe.
final class RunHostServers implements AutoCloseable {
  private final RunHostServer here;
  private final Optional<OpenRunHost> open;
  private final Optional<RunHostServer> elsewhere;

  private RunHostServers(
      RunHostServer here, Optional<OpenRunHost> open, Optional<RunHostServer> elsewhere) {
    this.here = here;
    this.open = open;
    this.elsewhere = elsewhere;
  }

  /// Begins to listen at all of them, or at none; then the run host is closed: one that nobody
  /// reaches watches over nobody.
  ///
  /// @throws PortTaken when that on loopback is not free
  /// @throws IOException when another is not free, or cannot be opened
  static RunHostServers start(RunHost host, DaemonSettings settings) throws IOException {
    try {
      return started(host, settings);
    } catch (IOException e) {
      host.close();
      throw e;
    }
  }

  private static RunHostServers started(RunHost host, DaemonSettings settings) throws IOException {
    RunHostServer here = startHere(host, settings.runHostPort());
    Optional<OpenRunHost> open = settings.openRunHost();
    if (open.isEmpty()) {
      return new RunHostServers(here, open, Optional.empty());
    }
    try {
      return new RunHostServers(
          here, open, Optional.of(RunHostServer.start(host, open.get().listen())));
    } catch (IOException e) {
      here.close();
      throw e;
    }
  }

  private static RunHostServer startHere(RunHost host, int port) throws PortTaken {
    try {
      return RunHostServer.start(host, port);
    } catch (IOException e) {
      throw new PortTaken(String.valueOf(e.getMessage()), e);
    }
  }

  /// Where on loopback.
  int port() {
    return here.port();
  }

  /// What workers are told.
  RunHosts addresses() {
    RunHostAddress onLoopback = RunHostAddress.plain(here.address());
    return new RunHosts(
        onLoopback,
        open.map(it -> new RunHostAddress(advertised(it), it.listen().tls().map(_ -> it.trust())))
            .orElse(onLoopback));
  }

  /// What other hosts are told: workers of other machines reach it only where the settings say.
  ///
  /// @param ready the locations whose runs can be started
  HostNote note(QueueLimits limits, List<String> ready) {
    return new HostNote(
        limits.most(),
        limits.mostShared(),
        ready,
        ProcessIdentity.machineOfThis().orElse(""),
        Optional.of(addresses().here()),
        open.map(_ -> addresses().elsewhere()));
  }

  /// With the port that was found free, if one was to be.
  private String advertised(OpenRunHost of) {
    int port = of.advertised().port();
    return of.advertised()
        .port(port == 0 ? elsewhere.map(RunHostServer::port).orElse(port) : port)
        .toString();
  }

  @Override
  public void close() {
    here.close();
    elsewhere.ifPresent(RunHostServer::close);
  }
}
