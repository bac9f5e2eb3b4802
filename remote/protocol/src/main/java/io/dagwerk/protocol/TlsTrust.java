package io.dagwerk.protocol;

import io.dagwerk.protocol.v1.CodeLocationProto.RunHostTls;
import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/// Whose signature on a server's certificate is believed. That the certificate is of the host that
/// was asked for is checked in any case.
public sealed interface TlsTrust {
  /// The authorities that the JDK trusts.
  record OfSystem() implements TlsTrust {}

  /// @param certificates PEM texts, one after the other: of authorities, or of the server itself
  record OfAuthorities(String certificates) implements TlsTrust {}

  /// Those in a file alone.
  ///
  /// @throws IOException when it cannot be read, or has none
  static TlsTrust in(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException("the CA certificate '%s' cannot be read: %s".formatted(file, e), e);
    }
    try {
      if (CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(bytes))
          .isEmpty()) {
        throw new CertificateException("it has none");
      }
    } catch (CertificateException e) {
      throw new IOException(
          "expected certificates as PEM in '%s', but found none that can be read: %s"
              .formatted(file, e.getMessage()),
          e);
    }
    return new OfAuthorities(new String(bytes, StandardCharsets.US_ASCII));
  }

  /// For a client.
  default ChannelCredentials credentials() {
    return switch (this) {
      case OfSystem() -> TlsChannelCredentials.create();
      case OfAuthorities(String certificates) -> {
        try (var input =
            new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII))) {
          yield TlsChannelCredentials.newBuilder().trustManager(input).build();
        } catch (IOException e) {
          throw new IllegalArgumentException("certificates that cannot be read", e);
        }
      }
    };
  }

  /// What a worker is told.
  default RunHostTls toMessage() {
    return switch (this) {
      case OfSystem() -> RunHostTls.getDefaultInstance();
      case OfAuthorities(String certificates) ->
          RunHostTls.newBuilder().setCaCertificates(certificates).build();
    };
  }

  /// What a worker was told.
  static TlsTrust of(RunHostTls message) {
    return message.getCaCertificates().isEmpty()
        ? new OfSystem()
        : new OfAuthorities(message.getCaCertificates());
  }
}
