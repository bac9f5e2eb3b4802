package io.dagwerk.protocol;

import io.grpc.InsecureServerCredentials;
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
  public static Optional<ListenSpec> parse(List<String> arguments) {
    return value(arguments, LISTEN)
        .map(address ->
            new ListenSpec(
                NetworkAddress.parse(address),
                value(arguments, CERTIFICATE)
                    .flatMap(certificate ->
                        value(arguments, KEY)
                            .map(key -> new TlsIdentity(Path.of(certificate), Path.of(key))))));
  }

  private static Optional<String> value(List<String> arguments, String option) {
    int at = arguments.indexOf(option);
    return at >= 0 && at + 1 < arguments.size()
        ? Optional.of(arguments.get(at + 1))
        : Optional.empty();
  }

  /// What keeps it from being safe, in words: whoever reads along would have every token.
  public Optional<String> refusal() {
    return address.isLoopback() || tls.isPresent()
        ? Optional.empty()
        : Optional.of(
            "%s can be reached from other machines, so it is served by TLS alone; name a certificate and its key, or listen on 127.0.0.1"
                .formatted(address));
  }

  public InetSocketAddress socket() {
    return new InetSocketAddress(address.host(), address.port());
  }

  /// For a server.
  ///
  /// @throws IOException when its certificate or key cannot be used, with what to do
  public ServerCredentials credentials() throws IOException {
    return tls.isPresent() ? tls.get().credentials() : InsecureServerCredentials.create();
  }
}
