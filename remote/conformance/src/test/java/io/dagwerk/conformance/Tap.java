package io.dagwerk.conformance;

import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.WorkerMessage;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// Stands between workers and their run host: hears what they say, and may change what they hear.
///
/// @param toHost told each message of a worker
/// @param toWorker the messages that a worker gets in place of one of the host
record Tap(Consumer<WorkerMessage> toHost, Function<HostMessage, List<HostMessage>> toWorker)
    implements ServerInterceptor {

  /// Changes nothing.
  static Tap none() {
    return new Tap(_ -> {}, List::of);
  }

  /// Changes what workers hear.
  static Tap changing(Function<HostMessage, List<HostMessage>> toWorker) {
    return new Tap(_ -> {}, toWorker);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    ServerCall<Q, A> tapped =
        new SimpleForwardingServerCall<>(call) {
          @Override
          @SuppressWarnings("unchecked")
          public void sendMessage(A message) {
            toWorker.apply((HostMessage) message).forEach(each -> super.sendMessage((A) each));
          }
        };
    return new SimpleForwardingServerCallListener<>(next.startCall(tapped, headers)) {
      @Override
      public void onMessage(Q message) {
        toHost.accept((WorkerMessage) message);
        super.onMessage(message);
      }
    };
  }
}
