package io.dagwerk.worker;

import io.dagwerk.protocol.Protocol;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The channel to the run host: opened before there is a run to the one that is expected, and to
/// another one if the run comes from there. Confined to one thread.
final class RunHosts implements AutoCloseable {
  private final Path spool;
  private Optional<Opened> opened = Optional.empty();

  private record Opened(String address, ManagedChannel channel) {}

  /// @param spool where events wait that memory does not hold
  RunHosts(Path spool) {
    this.spool = spool;
  }

  Path spool() {
    return spool;
  }

  /// Opens the channel to the run host from which the run will most likely come.
  void expect(Optional<String> address) throws InterruptedException {
    if (address.isPresent()) {
      WarmUp.greet(channel(address.get()), spool);
    }
  }

  ManagedChannel channel(String address) {
    if (opened.isEmpty() || !opened.get().address().equals(address)) {
      opened.ifPresent(other -> other.channel().shutdownNow());
      opened =
          Optional.of(
              new Opened(
                  address,
                  NettyChannelBuilder.forTarget(address)
                      .usePlaintext()
                      .disableRetry()
                      .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
                      .keepAliveTime(10, TimeUnit.SECONDS)
                      .keepAliveTimeout(5, TimeUnit.SECONDS)
                      .build()));
    }
    return opened.get().channel();
  }

  @Override
  public void close() {
    opened.ifPresent(it -> {
      try {
        var _ = it.channel().shutdown().awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }
}
