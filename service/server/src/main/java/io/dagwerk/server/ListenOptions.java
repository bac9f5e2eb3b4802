package io.dagwerk.server;

import io.dagwerk.cli.Surroundings;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.NetworkAddress;
import io.dagwerk.protocol.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a command that listens for servers, and what they have to be shown.
final class ListenOptions {
  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      required = true,
      description = "where; 127.0.0.1 for servers of this machine, port 0 for a free one")
  private String listen = "";

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "its certificate as PEM, and those that it was signed with")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "the unencrypted PKCS #8 key of it, as PEM")
  private @Nullable Path key;

  @Option(
      names = "--token-env",
      paramLabel = "NAME",
      description = "the environment variable with what servers have to show")
  private @Nullable String tokenVariable;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "a file with it, instead of a variable")
  private @Nullable Path tokenFile;

  /// Where it listens.
  ///
  /// @throws InvalidSettings when that is no address, or not safe, with what to do
  ListenSpec spec(Surroundings surroundings) {
    if ((certificate == null) != (key == null)) {
      throw InvalidSettings.of("--tls-cert and --tls-key go together, but found only one of them");
    }
    Optional<TlsIdentity> tls =
        certificate == null || key == null
            ? Optional.empty()
            : Optional.of(
                new TlsIdentity(
                    surroundings.folder().resolve(certificate).toAbsolutePath(),
                    surroundings.folder().resolve(key).toAbsolutePath()));
    ListenSpec spec = new ListenSpec(address(), tls);
    spec.refusal()
        .ifPresent(refusal -> {
          throw InvalidSettings.of(refusal + " (--tls-cert FILE --tls-key FILE)");
        });
    return spec;
  }

  private NetworkAddress address() {
    try {
      return NetworkAddress.parse(listen);
    } catch (IllegalArgumentException e) {
      throw InvalidSettings.of("--listen: " + e.getMessage());
    }
  }

  /// What servers have to show; empty on loopback, when none is named.
  ///
  /// @throws InvalidSettings when there should be one
  /// @throws IOException when its file cannot be read
  Optional<HostSecret> token(Surroundings surroundings) throws IOException {
    if (tokenVariable != null && tokenFile != null) {
      throw InvalidSettings.of("expected one of --token-env and --token-file, but found both");
    }
    if (tokenVariable != null) {
      String variable = tokenVariable;
      return Optional.of(
          secret(
              "--token-env " + variable,
              Optional.ofNullable(surroundings.environment().get(variable))
                  .orElseThrow(() ->
                      InvalidSettings.of(
                          "the environment variable %s, which --token-env names, is not set"
                              .formatted(variable)))));
    }
    if (tokenFile != null) {
      Path file = surroundings.folder().resolve(tokenFile);
      if (!Files.isReadable(file)) {
        throw InvalidSettings.of("the file '%s' of --token-file cannot be read".formatted(file));
      }
      return Optional.of(secret("--token-file", Files.readString(file).strip()));
    }
    if (!address().isLoopback()) {
      throw InvalidSettings.of(
          "%s can be reached from other machines, so whoever asks has to show a token; name one by --token-env NAME or --token-file FILE"
              .formatted(listen));
    }
    return Optional.empty();
  }

  private static HostSecret secret(String where, String text) {
    try {
      return HostSecret.of(text);
    } catch (IllegalArgumentException e) {
      throw InvalidSettings.of("%s: %s".formatted(where, e.getMessage()));
    }
  }

  /// The variables of the environment that hold secrets.
  List<String> secretVariables() {
    return tokenVariable == null ? List.of() : List.of(tokenVariable);
  }
}
