package io.dagwerk.worker;

import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.Acknowledged;
import io.dagwerk.protocol.v1.RunHostProto.Events;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.ProtocolVersion;
import io.dagwerk.protocol.v1.RunHostProto.Refused;
import io.dagwerk.protocol.v1.RunHostProto.Welcome;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/// A run host that acknowledges what it hears, of the version and with the memory that a test gives
/// it, and breaks its first stream right away. Thread-safe.
final class ScriptedHost extends RunHostGrpc.RunHostImplBase implements AutoCloseable {
  private final ProtocolVersion version;
  private final IntUnaryOperator acknowledged;
  private final AtomicInteger streams = new AtomicInteger();
  private final Server server;

  /// @param acknowledged what it says to have of events, by the number of the stream from 1
  ScriptedHost(ProtocolVersion version, IntUnaryOperator acknowledged) throws IOException {
    this.version = version;
    this.acknowledged = acknowledged;
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /// How many streams were opened.
  int streams() {
    return streams.get();
  }

  @Override
  public StreamObserver<WorkerMessage> attach(StreamObserver<HostMessage> answers) {
    return new StreamObserver<>() {
      @Override
      public void onNext(WorkerMessage message) {
        if (message.hasHello()) {
          welcome(answers);
        } else if (message.hasEvents()) {
          answers.onNext(acknowledge(message.getEvents()));
        } else if (message.hasGaveUp()) {
          String reason = message.getGaveUp().getReason();
          answers.onNext(
              HostMessage.newBuilder().setRefused(Refused.newBuilder().setReason(reason)).build());
        }
      }

      @Override
      public void onError(Throwable broken) {
        // The worker comes back, or does not.
      }

      @Override
      public void onCompleted() {
        answers.onCompleted();
      }
    };
  }

  private void welcome(StreamObserver<HostMessage> answers) {
    int number = streams.incrementAndGet();
    answers.onNext(
        HostMessage.newBuilder()
            .setWelcome(
                Welcome.newBuilder()
                    .setVersion(version)
                    .setAcknowledged(acknowledged.applyAsInt(number)))
            .build());
    if (number == 1) {
      answers.onError(Status.UNAVAILABLE.asRuntimeException());
    }
  }

  private static HostMessage acknowledge(Events events) {
    return HostMessage.newBuilder()
        .setAcknowledged(
            Acknowledged.newBuilder()
                .setSequence(events.getFirstSequence() + events.getEventsCount() - 1))
        .build();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
