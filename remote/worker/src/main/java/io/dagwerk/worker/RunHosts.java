package io.dagwerk.worker;

import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.RunHostAddress;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The channels to run hosts: opened before there is a run to the one that is expected, and to
/// others if runs come from there. Thread-safe.
final class RunHosts implements AutoCloseable {
  private final Path spool;
  private final Map<RunHostAddress, CompletableFuture<ManagedChannel>> opened = new HashMap<>();

  /// @param spool where events wait that memory does not hold
  RunHosts(Path spool) {
    this.spool = spool;
  }

  Path spool() {
    return spool;
  }

  /// The same for one of several runs.
  Path spool(String run) {
    return spool.resolveSibling(spool.getFileName() + "-" + run);
  }

  /// Begins to connect to the run host from which the run will most likely come; returns at once.
  void expect(RunHostAddress address) {
    var _ = opening(address);
  }

  ManagedChannel channel(RunHostAddress address) {
    return opening(address).join();
  }

  private synchronized CompletableFuture<ManagedChannel> opening(RunHostAddress address) {
    return opened.computeIfAbsent(address, to -> CompletableFuture.supplyAsync(() -> open(to)));
  }

  private static ManagedChannel open(RunHostAddress address) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(address.target(), address.credentials())
            .disableRetry()
            // A link only takes note of what it hears.
            .directExecutor()
            .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
            .keepAliveTime(10, TimeUnit.SECONDS)
            .keepAliveTimeout(5, TimeUnit.SECONDS)
            .build();
    var _ = channel.getState(true);
    return channel;
  }

  @Override
  public void close() {
    List<CompletableFuture<ManagedChannel>> left;
    synchronized (this) {
      left = List.copyOf(opened.values());
    }
    left.forEach(channel -> channel.join().shutdown());
    try {
      for (CompletableFuture<ManagedChannel> each : left) {
        var _ = each.join().awaitTermination(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
