package io.dagwerk.protocol;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Which process a code server is. A host says with each call, as `dagwerk-code-server: ID`, which
/// one it means, so that the next process behind an address does not answer for the last one: it
/// serves other code.
public record ServerId(String text) {
  private static final Metadata.Key<String> SERVER =
      Metadata.Key.of("dagwerk-code-server", Metadata.ASCII_STRING_MARSHALLER);

  /// That of a process which begins to serve.
  public static ServerId create() {
    return new ServerId(UUID.randomUUID().toString());
  }

  /// Says with each call which process is meant, as soon as that is known.
  public static ClientInterceptor meaning(Supplier<Optional<ServerId>> meant) {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
          @Override
          public void start(Listener<A> answers, Metadata headers) {
            meant.get().ifPresent(id -> headers.put(SERVER, id.text()));
            super.start(answers, headers);
          }
        };
      }
    };
  }

  /// Refuses each call that means another process, with `ABORTED`.
  public ServerInterceptor required() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String meant = Optional.ofNullable(headers.get(SERVER)).orElse(text);
        if (meant.equals(text)) {
          return next.startCall(call, headers);
        }
        call.close(
            Status.ABORTED.withDescription("another process serves the location by now"),
            new Metadata());
        return new ServerCall.Listener<>() {};
      }
    };
  }
}
