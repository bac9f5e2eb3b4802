package io.dagwerk.protocol;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a server listens, and by what it shows who it is.
///
/// @param address of this machine; port 0 for a free one
/// @param tls empty for a server that is spoken to plainly
public record ListenSpec(NetworkAddress address, Optional<TlsIdentity> tls) {
  private static final String LISTEN = "--listen";
  private static final String CERTIFICATE = "--tls-cert";
  private static final String KEY = "--tls-key";
  private static final int LONGEST_CHAIN = 16;

  /// Loopback, plainly.
  public static ListenSpec loopback(int port) {
    return new ListenSpec(new NetworkAddress("127.0.0.1", port), Optional.empty());
  }

  /// The spec as arguments of a command line.
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of(LISTEN, address.toString()));
    tls.ifPresent(it ->
        arguments.addAll(
            List.of(CERTIFICATE, it.certificate().toString(), KEY, it.key().toString())));
    return List.copyOf(arguments);
  }

  /// The spec that arguments say, among others; empty when they say none.
  ///
  /// @throws IllegalArgumentException when they say a part of one, with what was expected
  public static Optional<ListenSpec> parse(List<String> arguments) {
    Optional<String> listen = value(arguments, LISTEN);
    Optional<String> certificate = value(arguments, CERTIFICATE);
    Optional<String> key = value(arguments, KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException(
          "%s FILE and %s FILE go together, but found only %s"
              .formatted(CERTIFICATE, KEY, key.isPresent() ? KEY : CERTIFICATE));
    }
    if (key.isPresent() && listen.isEmpty()) {
      throw new IllegalArgumentException(
          "found %s, but nothing that says where to listen; add %s HOST:PORT"
              .formatted(KEY, LISTEN));
    }
    Optional<TlsIdentity> tls =
        key.map(it -> new TlsIdentity(Path.of(certificate.orElseThrow()), Path.of(it)));
    return listen.map(address -> new ListenSpec(NetworkAddress.parse(address), tls));
  }

  private static Optional<String> value(List<String> arguments, String option) {
    int at = arguments.indexOf(option);
    if (at >= 0 && at + 1 == arguments.size()) {
      throw new IllegalArgumentException(
          "expected a value behind %s, but nothing follows".formatted(option));
    }
    return at < 0 ? Optional.empty() : Optional.of(arguments.get(at + 1));
  }

  /// What keeps it from being safe, in words: whoever reads along would have every token.
  public Optional<String> refusal() {
    return address.isLoopback() || tls.isPresent()
        ? Optional.empty()
        : Optional.of(
            "%s can be reached from other machines, so it is served by TLS alone; name a certificate and its key, or listen on 127.0.0.1"
                .formatted(address));
  }

  /// What keeps its certificate or key from being used, with what to do.
  public Optional<String> trouble() {
    try {
      if (tls.isPresent()) {
        var _ = tls.get().credentials();
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(words(e));
    }
  }

  /// How a server is started.
  @FunctionalInterface
  public interface Starting {
    /// @throws IOException when nobody can listen at the address
    Server at(InetSocketAddress address, ServerCredentials credentials) throws IOException;
  }

  /// Starts a server that listens so.
  ///
  /// @param who listens, such as `the run host`
  /// @throws IOException when it cannot, or others could read along, with what to do
  public Server start(String who, Starting server) throws IOException {
    Optional<String> refusal = refusal();
    if (refusal.isPresent()) {
      throw new IOException(cannotListen(who, refusal.get()));
    }
    ServerCredentials credentials = credentials(who);
    try {
      return server.at(new InetSocketAddress(address.host(), address.port()), credentials);
    } catch (IOException e) {
      String why = innermost(e) + "; name another address, or end what is there";
      throw new IOException(cannotListen(who, why), e);
    } catch (IllegalArgumentException e) {
      String what = tls.isPresent() ? "its TLS certificate and key cannot be used: " : "";
      throw new IOException(cannotListen(who, what + innermost(e)), e);
    }
  }

  private ServerCredentials credentials(String who) throws IOException {
    try {
      return tls.isPresent() ? tls.get().credentials() : InsecureServerCredentials.create();
    } catch (IOException e) {
      throw new IOException(cannotListen(who, words(e)), e);
    }
  }

  private String cannotListen(String who, String why) {
    return "%s cannot listen at %s: %s".formatted(who, address, why);
  }

  /// What the system says, which libraries wrap in what they did.
  private static String innermost(Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < LONGEST_CHAIN && cause.getCause() != null; i++) {
      cause = cause.getCause();
    }
    return words(cause);
  }

  private static String words(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }
}
