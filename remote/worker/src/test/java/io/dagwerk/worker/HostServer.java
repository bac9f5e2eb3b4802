package io.dagwerk.worker;

import io.dagwerk.protocol.Protocol;
import io.dagwerk.runhost.RunHost;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// A run host on a port of this machine.
record HostServer(Server server) implements AutoCloseable {

  /// @param port 0 for any
  static HostServer start(RunHost host, int port) throws IOException {
    return new HostServer(
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(host.service())
            .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .build()
            .start());
  }

  int port() {
    return server.getPort();
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
