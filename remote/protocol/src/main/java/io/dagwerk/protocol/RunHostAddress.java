package io.dagwerk.protocol;

import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.RunHostTls;
import io.dagwerk.protocol.v1.RunHostProto.OtherHost;
import io.dagwerk.protocol.v1.RunHostProto.OtherHosts;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import java.util.List;
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

  /// Where else a worker may attach, as it is told.
  public static OtherHosts toMessage(List<RunHostAddress> others) {
    OtherHosts.Builder message = OtherHosts.newBuilder();
    for (RunHostAddress each : others) {
      OtherHost.Builder other = OtherHost.newBuilder().setAddress(each.target());
      each.tls()
          .ifPresent(
              trust -> other.setTls(true).setCaCertificates(trust.toMessage().getCaCertificates()));
      message.addHosts(other);
    }
    return message.build();
  }

  /// Where else a worker may attach, as it was told.
  public static List<RunHostAddress> of(OtherHosts message) {
    return message.getHostsList().stream()
        .map(each ->
            new RunHostAddress(
                each.getAddress(),
                each.getTls()
                    ? Optional.of(
                        TlsTrust.of(
                            RunHostTls.newBuilder()
                                .setCaCertificates(each.getCaCertificates())
                                .build()))
                    : Optional.empty()))
        .toList();
  }

  /// For a client.
  public ChannelCredentials credentials() {
    return tls.map(TlsTrust::credentials).orElseGet(InsecureChannelCredentials::create);
  }
}
