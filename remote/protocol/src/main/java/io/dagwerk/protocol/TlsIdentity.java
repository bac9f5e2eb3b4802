package io.dagwerk.protocol;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/// By what a server shows who it is: its certificate and the key of it. Both are read once.
///
/// @param certificate a PEM file, followed in it by those that it was signed with
/// @param key a PEM file with an unencrypted PKCS #8 key
public record TlsIdentity(Path certificate, Path key) {
  private static final String KEY = "-----BEGIN PRIVATE KEY-----";

  /// @throws IOException when a file cannot be read, or is not what it should be, with what to do
  public ServerCredentials credentials() throws IOException {
    byte[] chain = read(certificate, "TLS certificate");
    byte[] secret = read(key, "TLS key");
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(chain));
      if (found.isEmpty()) {
        throw new CertificateException("it has none");
      }
    } catch (CertificateException e) {
      throw new IOException(
          "expected certificates as PEM in '%s', but found none that can be read: %s"
              .formatted(certificate, e.getMessage()),
          e);
    }
    if (!new String(secret, StandardCharsets.ISO_8859_1).contains(KEY)) {
      throw new IOException(
          "expected an unencrypted PKCS #8 key as PEM (%s) in '%s'; make one of another by: openssl pkcs8 -topk8 -nocrypt -in KEY"
              .formatted(KEY, key));
    }
    try (InputStream certificates = new ByteArrayInputStream(chain);
        InputStream privateKey = new ByteArrayInputStream(secret)) {
      return TlsServerCredentials.create(certificates, privateKey);
    }
  }

  private static byte[] read(Path file, String what) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IOException("the %s '%s' cannot be read: %s".formatted(what, file, e), e);
    }
  }
}
