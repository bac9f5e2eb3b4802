package io.dagwerk.protocol;

import io.dagwerk.model.BearerToken;
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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/// What a host shows a code server, so that nobody else may ask it anything: the code server was
/// started with it, or has the same token as the host. It goes with each call as `authorization:
/// Bearer SECRET`. Immutable.
public final class HostSecret {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String SCHEME = "Bearer ";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private final String text;

  private HostSecret(String text) {
    this.text = text;
  }

  /// A new one.
  public static HostSecret create() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new HostSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// @throws IllegalArgumentException for a text that is blank, or cannot be sent as it is
  public static HostSecret of(String text) {
    BearerToken.problem(text)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    return new HostSecret(text);
  }

  /// The secret itself, to be handed to whoever is to know it.
  public String reveal() {
    return text;
  }

  /// Shows it with each call.
  public ClientInterceptor shown() {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
          @Override
          public void start(Listener<A> answers, Metadata headers) {
            headers.put(AUTHORIZATION, SCHEME + text);
            super.start(answers, headers);
          }
        };
      }
    };
  }

  /// Refuses each call that does not show it.
  public ServerInterceptor required() {
    return new ServerInterceptor() {
      @Override
      public <Q, A> ServerCall.Listener<Q> interceptCall(
          ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (isShownBy(headers)) {
          return next.startCall(call, headers);
        }
        call.close(
            Status.UNAUTHENTICATED.withDescription(
                "the call does not show the secret that this code server was started with"),
            new Metadata());
        return new ServerCall.Listener<>() {};
      }
    };
  }

  /// Takes as long when it is not.
  private boolean isShownBy(Metadata headers) {
    String shown = Optional.ofNullable(headers.get(AUTHORIZATION)).orElse("");
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), (SCHEME + text).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "HostSecret[hidden]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostSecret that
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
