package io.dagwerk.protocol;

import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import java.util.Optional;

/// Where workers reach their run host.
///
/// @param target `host:port`
/// @param tls whom a worker believes; empty when it is spoken to plainly
public record RunHostAddress(String target, Optional<TlsTrust> tls) {
  /// One on the worker's machine.
  public static RunHostAddress plain(String target) {
    return new RunHostAddress(target, Optional.empty());
  }

  /// What a worker is told with its run.
  public static RunHostAddress of(LaunchWorkerRequest request) {
    return new RunHostAddress(
        request.getRunHost(),
        request.hasRunHostTls()
            ? Optional.of(TlsTrust.of(request.getRunHostTls()))
            : Optional.empty());
  }

  /// For a client.
  public ChannelCredentials credentials() {
    return tls.map(TlsTrust::credentials).orElseGet(InsecureChannelCredentials::create);
  }
}
