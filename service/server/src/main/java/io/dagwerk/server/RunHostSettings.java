package io.dagwerk.server;

import io.dagwerk.config.Doc;
import java.nio.file.Path;
import java.util.Optional;

/// Where workers report to that code servers of other machines start.
public record RunHostSettings(
    @Doc("Where this server hears them, HOST:PORT; 0.0.0.0 for all addresses of the machine")
        String listen,
    @Doc("The same as their machines reach it, HOST:PORT; that of listen when it is left out")
        Optional<String> advertise,
    @Doc("Its certificate; required unless listen is on loopback") Optional<IdentitySettings> tls) {

  /// By what a server shows who it is.
  public record IdentitySettings(
      @Doc("A PEM file with its certificate, and those that it was signed with") Path certificate,
      @Doc("A PEM file with the unencrypted PKCS #8 key of it") Path key,
      @Doc(
              "A PEM file by which workers know it; they believe whom their JDK trusts when it is left out")
          Optional<Path> caCertificate) {}
}
