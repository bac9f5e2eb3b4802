package io.dagwerk.codeclient;

import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.TlsTrust;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import java.util.Optional;

/// Where a code server listens, and what it has to be shown.
///
/// @param target `host:port`
/// @param secret empty for one that answers everybody
/// @param tls whose signature on its certificate is believed; empty when it is spoken to plainly
public record CodeServerAddress(
    String target, Optional<HostSecret> secret, Optional<TlsTrust> tls) {
  /// One on this machine.
  public CodeServerAddress(String target, HostSecret secret) {
    this(target, Optional.of(secret), Optional.empty());
  }

  ChannelCredentials credentials() {
    return tls.map(TlsTrust::credentials).orElseGet(InsecureChannelCredentials::create);
  }
}
