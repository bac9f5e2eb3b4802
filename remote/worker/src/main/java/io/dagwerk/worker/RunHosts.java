package io.dagwerk.worker;

import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.RunHostAddress;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The channel to the run host: opened before there is a run to the one that is expected, and to
/// another one if the run comes from there. Confined to one thread.
final class RunHosts implements AutoCloseable {
  private final Path spool;
  private Optional<Opened> opened = Optional.empty();

  private record Opened(RunHostAddress address, CompletableFuture<ManagedChannel> channel) {}

  /// @param spool where events wait that memory does not hold
  RunHosts(Path spool) {
    this.spool = spool;
  }

  Path spool() {
    return spool;
  }

  /// Begins to connect to the run host from which the run will most likely come; returns at once.
  void expect(RunHostAddress address) {
    opened = Optional.of(new Opened(address, CompletableFuture.supplyAsync(() -> open(address))));
  }

  ManagedChannel channel(RunHostAddress address) {
    if (opened.isEmpty() || !opened.get().address().equals(address)) {
      opened.ifPresent(other -> other.channel().join().shutdownNow());
      expect(address);
    }
    return opened.orElseThrow().channel().join();
  }

  private static ManagedChannel open(RunHostAddress address) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(address.target(), address.credentials())
            .disableRetry()
            .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
            .keepAliveTime(10, TimeUnit.SECONDS)
            .keepAliveTimeout(5, TimeUnit.SECONDS)
            .build();
    var _ = channel.getState(true);
    return channel;
  }

  @Override
  public void close() {
    opened.ifPresent(it -> {
      try {
        var _ = it.channel().join().shutdown().awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }
}
