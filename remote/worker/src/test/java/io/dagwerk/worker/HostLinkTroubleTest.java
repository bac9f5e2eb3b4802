package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.ProtocolVersion;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.dagwerk.runhost.RunHostOptions;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a worker does when its host breaks streams, or is not what it should be.
class HostLinkTroubleTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final ProtocolVersion OLD =
      ProtocolVersion.newBuilder().setMajor(Protocol.MAJOR).setMinor(2).build();

  @TempDir private Path folder;
  private final CompletableFuture<String> refused = new CompletableFuture<>();

  /// A worker's link and the host that it is attached to.
  private record Attached(ScriptedHost host, ManagedChannel channel, HostLink link)
      implements AutoCloseable {
    Outbox outbox() {
      return link.outbox();
    }

    @Override
    public void close() {
      link.close();
      channel.shutdownNow();
      host.close();
    }
  }

  private final class Heard implements HostLink.Listener {
    @Override
    public void assigned(Assignment assignment) {}

    @Override
    public void canceled(String reason) {}

    @Override
    public void refused(String reason) {
      refused.complete(reason);
    }
  }

  private Attached attach(ProtocolVersion version, IntUnaryOperator acknowledged)
      throws IOException {
    ScriptedHost host = new ScriptedHost(version, acknowledged);
    ManagedChannel channel = NettyChannelBuilder.forTarget(host.address()).usePlaintext().build();
    HostLink.Identity worker = new HostLink.Identity("run", 1, "token", "worker-1");
    Spool spool = new Spool(folder.resolve("spool"));
    HostLink link = new HostLink(HostLink.Channels.of(channel), worker, new Heard(), spool, NEVER);
    link.start();
    return new Attached(host, channel, link);
  }

  private static byte[] event() {
    return new byte[] {1};
  }

  @Test
  void whatIsAddedWhileAStreamIsBrokenDoesNotKeepLaterEventsWaiting() throws Exception {
    try (Attached worker = attach(Protocol.version(), _ -> 0)) {
      while (worker.host().streams() < 2) {
        worker.outbox().add(event());
        Thread.onSpinWait();
      }
      for (int i = 0; i < 3; i++) {
        assertThat(worker.outbox().awaitAcknowledged(LONG)).isTrue();
        worker.outbox().add(event());
      }
      assertThat(worker.outbox().awaitAcknowledged(LONG)).isTrue();
    }
  }

  @Test
  void aHostThatKnowsOtherEventsIsToldSoAndThisWorkerEnds() throws Exception {
    try (Attached worker = attach(Protocol.version(), stream -> stream == 1 ? 0 : 7)) {
      assertThat(refused.get(60, TimeUnit.SECONDS)).contains("the host has 7 events");
      assertThat(worker.link().awaitEnd(LONG)).isTrue();
      assertThat(worker.outbox().awaitAcknowledged(NEVER)).isFalse();
    }
  }

  @Test
  void aWorkerThatGivesUpTellsTheHostAndEnds() throws Exception {
    try (Attached worker = attach(Protocol.version(), _ -> 0)) {
      worker.link().giveUp("nothing works");
      assertThat(refused.get(60, TimeUnit.SECONDS)).isEqualTo("nothing works");
      assertThat(worker.link().awaitEnd(LONG)).isTrue();
    }
  }

  @Test
  void aWorkerDoesNotWaitForAHostThatDoesNotKnowHowOneGivesUp() throws Exception {
    try (Attached worker = attach(OLD, _ -> 0)) {
      worker.link().giveUp("nothing works");
      assertThat(worker.link().awaitEnd(LONG)).isTrue();
    }
  }

  /// Says when it was asked, and answers nobody.
  private static final class BusyHost extends RunHostGrpc.RunHostImplBase {
    private final BlockingQueue<Long> asked = new LinkedBlockingQueue<>();

    @Override
    public StreamObserver<WorkerMessage> attach(StreamObserver<HostMessage> answers) {
      asked.add(System.nanoTime());
      answers.onError(Status.UNAVAILABLE.asRuntimeException());
      return new StreamObserver<>() {
        @Override
        public void onNext(WorkerMessage message) {}

        @Override
        public void onError(Throwable broken) {}

        @Override
        public void onCompleted() {}
      };
    }

    long nextAsked() throws InterruptedException {
      return Optional.ofNullable(asked.poll(60, TimeUnit.SECONDS)).orElseThrow();
    }
  }

  @Test
  void aSilentHostKeepsAWorkerFromItsOwnForLessThanThatWaitsForIt() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    BusyHost own = new BusyHost();
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(here, 0))
            .addService(own)
            .build()
            .start();
    try (ServerSocket silent = new ServerSocket(0, 50, here)) {
      RunHostAddress first = RunHostAddress.plain("127.0.0.1:" + server.getPort());
      RunHostAddress other = RunHostAddress.plain("127.0.0.1:" + silent.getLocalPort());
      List<ManagedChannel> channels = new CopyOnWriteArrayList<>();
      HostLink.Channels round =
          new HostLink.Channels(
              HostRound.of(first, List.of(other)),
              address -> {
                ManagedChannel channel =
                    NettyChannelBuilder.forTarget(address.target()).usePlaintext().build();
                channels.add(channel);
                return channel;
              });
      HostLink.Identity worker = new HostLink.Identity("run", 1, "token", "worker-1");
      try (HostLink link =
          new HostLink(round, worker, new Heard(), new Spool(folder.resolve("spool")))) {
        link.start();
        long before = own.nextAsked();
        assertThat(Duration.ofNanos(own.nextAsked() - before))
            .isLessThan(RunHostOptions.LOCAL.silence());
      } finally {
        channels.forEach(ManagedChannel::shutdownNow);
      }
    } finally {
      server.shutdownNow();
    }
  }
}
