package io.dagwerk.worker;

import com.google.protobuf.ByteString;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.Acknowledged;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.dagwerk.protocol.v1.RunHostProto.AssignmentChunk;
import io.dagwerk.protocol.v1.RunHostProto.Events;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.PrintedStored;
import io.dagwerk.protocol.v1.RunHostProto.PrintedText;
import io.dagwerk.protocol.v1.RunHostProto.Welcome;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A run host in this process that gives whoever asks the same assignment, and keeps nothing.
final class WarmUpHost extends RunHostGrpc.RunHostImplBase implements AutoCloseable {
  private final ByteString assignment;
  private final Server server;

  WarmUpHost(Assignment assignment) throws IOException {
    this.assignment = assignment.toByteString();
    this.server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .directExecutor()
            .build()
            .start();
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public StreamObserver<WorkerMessage> attach(StreamObserver<HostMessage> answers) {
    return new StreamObserver<>() {
      @Override
      public void onNext(WorkerMessage message) {
        switch (message.getKindCase()) {
          case HELLO -> {
            answers.onNext(WELCOME);
            answers.onNext(
                HostMessage.newBuilder()
                    .setAssignment(AssignmentChunk.newBuilder().setBytes(assignment).setLast(true))
                    .build());
          }
          case EVENTS -> answers.onNext(acknowledge(message.getEvents()));
          case PRINTED -> answers.onNext(stored(message.getPrinted()));
          case HEARTBEAT, GAVE_UP, KIND_NOT_SET -> {
            // Nothing is to be said.
          }
        }
      }

      @Override
      public void onError(Throwable broken) {
        // The worker of the warm-up is gone.
      }

      @Override
      public void onCompleted() {
        answers.onCompleted();
      }
    };
  }

  private static final HostMessage WELCOME =
      HostMessage.newBuilder()
          .setWelcome(Welcome.newBuilder().setVersion(Protocol.version()))
          .build();

  private static HostMessage acknowledge(Events events) {
    long last = events.getFirstSequence() + events.getEventsCount() - 1;
    return HostMessage.newBuilder()
        .setAcknowledged(Acknowledged.newBuilder().setSequence(last))
        .build();
  }

  private static HostMessage stored(PrintedText text) {
    return HostMessage.newBuilder()
        .setPrinted(
            PrintedStored.newBuilder()
                .setStream(text.getStream())
                .setEnd(text.getOffset() + text.getBytes().size()))
        .build();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
