package io.dagwerk.runhost;

import io.dagwerk.protocol.v1.RunHostGrpc;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.grpc.stub.StreamObserver;

/// Where workers attach: each stream is a [Conversation].
final class RunHostEndpoint extends RunHostGrpc.RunHostImplBase {
  private final RunHost host;

  RunHostEndpoint(RunHost host) {
    this.host = host;
  }

  @Override
  public StreamObserver<WorkerMessage> attach(StreamObserver<HostMessage> answers) {
    return new Conversation(host, answers);
  }
}
