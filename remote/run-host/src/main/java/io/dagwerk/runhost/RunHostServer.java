package io.dagwerk.runhost;

import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.Protocol;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Where workers reach a run host. Thread-safe.
public final class RunHostServer implements AutoCloseable {
  private final Server server;

  private RunHostServer(Server server) {
    this.server = server;
  }

  /// Begins to listen for workers of this machine.
  ///
  /// @param port 0 for a free one
  /// @throws IOException when the port is not free, with what to do
  public static RunHostServer start(RunHost host, int port) throws IOException {
    return start(host, ListenSpec.loopback(port));
  }

  /// Begins to listen.
  ///
  /// @throws IOException when it cannot, or others could read along, with what to do
  public static RunHostServer start(RunHost host, ListenSpec listen) throws IOException {
    return new RunHostServer(
        listen.start(
            "the run host",
            (address, credentials) ->
                NettyServerBuilder.forAddress(address, credentials)
                    .addService(host.service())
                    // A conversation only takes note of what it hears, and waits for nobody.
                    .directExecutor()
                    .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .build()
                    .start()));
  }

  public int port() {
    return server.getPort();
  }

  /// As workers of this machine are told it, `host:port`.
  public String address() {
    return "127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
