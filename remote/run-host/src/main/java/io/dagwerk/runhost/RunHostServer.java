package io.dagwerk.runhost;

import io.dagwerk.protocol.Protocol;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Where workers reach a run host, on loopback. Thread-safe.
public final class RunHostServer implements AutoCloseable {
  private final Server server;

  private RunHostServer(Server server) {
    this.server = server;
  }

  /// Begins to listen.
  ///
  /// @param port 0 for a free one
  /// @throws IOException when the port is not free
  public static RunHostServer start(RunHost host, int port) throws IOException {
    return new RunHostServer(
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(host.service())
            .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .build()
            .start());
  }

  public int port() {
    return server.getPort();
  }

  /// As workers are told it, `host:port`.
  public String address() {
    return "127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
