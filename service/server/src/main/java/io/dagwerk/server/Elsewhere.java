package io.dagwerk.server;

import io.dagwerk.codeclient.CodeServerAddress;
import io.dagwerk.config.Secret;
import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.daemon.OpenRunHost;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.NetworkAddress;
import io.dagwerk.protocol.TlsIdentity;
import io.dagwerk.protocol.TlsTrust;
import io.dagwerk.server.Settings.CodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// The rules of what settings say of code servers and workers of other machines: what goes
/// together, and what it comes to.
final class Elsewhere {
  private Elsewhere() {}

  /// All that does not go together, each with where it is and what to do.
  static List<String> problems(Settings settings) {
    List<String> problems = problems(settings.locations());
    settings.runHost().ifPresent(host -> look(host, it -> problems.add("runHost: " + it)));
    if (settings.runHost().isEmpty()) {
      far(settings.locations()).stream()
          .map(name ->
              "locations.%s: its workers are on another machine, and report to this server; say where they reach it by 'runHost: {listen: HOST:PORT, tls: {certificate: FILE, key: FILE}}'"
                  .formatted(name))
          .forEach(problems::add);
    }
    return problems;
  }

  /// What does not go together in each location by itself.
  static List<String> problems(SequencedMap<String, CodeSettings> locations) {
    List<String> problems = new ArrayList<>();
    locations.forEach((name, code) ->
        look(code, problem -> problems.add("locations.%s: %s".formatted(name, problem))));
    return problems;
  }

  /// The names of those whose code server is on another machine.
  static List<String> far(SequencedMap<String, CodeSettings> locations) {
    return locations.entrySet().stream()
        .filter(entry -> isFar(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isFar(CodeSettings code) {
    try {
      return code.address().map(NetworkAddress::parse).filter(it -> !it.isLoopback()).isPresent();
    } catch (IllegalArgumentException toldAlready) {
      return false;
    }
  }

  private static void look(CodeSettings code, Consumer<String> problems) {
    if (code.definitions().isPresent() == code.address().isPresent()) {
      problems.accept(
          "expected either 'definitions', the code that this server loads, or 'address', of a code server that runs by itself, but found %s"
              .formatted(code.address().isPresent() ? "both; leave one out" : "neither"));
      return;
    }
    if (code.address().isPresent()) {
      refuse(code.classPath(), "classPath", OF_CODE, problems);
      refuse(code.classPathFile(), "classPathFile", OF_CODE, problems);
      refuse(code.javaHome(), "javaHome", OF_CODE, problems);
      parsed(code.address().get(), problems).ifPresent(address -> look(code, address, problems));
    } else {
      refuse(code.tls(), "tls", OF_ADDRESS, problems);
      refuse(code.token(), "token", OF_ADDRESS, problems);
    }
  }

  private static final String OF_CODE =
      "is of code that this server loads; say it where the code server at 'address' is started";
  private static final String OF_ADDRESS =
      "is of a code server that runs by itself, at an 'address'; leave it out";

  private static void refuse(
      Optional<?> entry, String name, String why, Consumer<String> problems) {
    entry.ifPresent(_ -> problems.accept("'%s' %s".formatted(name, why)));
  }

  private static void look(CodeSettings code, NetworkAddress address, Consumer<String> problems) {
    if (address.port() == 0 || address.isWildcard()) {
      problems.accept(
          "nobody can connect to '%s'; name the host and the port that its code server says"
              .formatted(address));
    }
    if (!address.isLoopback() && code.tls().isEmpty()) {
      problems.accept(
          "%s is on another machine, so it is asked by TLS alone; add 'tls: {caCertificate: FILE}', or 'tls: {}' for a certificate that the JDK trusts"
              .formatted(address));
    }
    if (!address.isLoopback() && code.token().isEmpty()) {
      problems.accept(
          "%s is on another machine, so it wants a token; add 'token: {env: NAME}', with the one that the code server has"
              .formatted(address));
    }
    code.token()
        .map(Secret::reveal)
        .ifPresent(token -> {
          try {
            var _ = HostSecret.of(token);
          } catch (IllegalArgumentException e) {
            problems.accept("token: " + e.getMessage());
          }
        });
  }

  private static void look(RunHostSettings host, Consumer<String> problems) {
    Optional<NetworkAddress> listen = parsed(host.listen(), problems);
    Optional<NetworkAddress> advertised =
        host.advertise().flatMap(address -> parsed(address, problems));
    listen
        .filter(it -> !it.isLoopback() && host.tls().isEmpty())
        .ifPresent(it ->
            problems.accept(
                "%s can be reached from other machines, so it is served by TLS alone; add 'tls: {certificate: FILE, key: FILE}'"
                    .formatted(it)));
    advertised
        .or(() -> host.advertise().isPresent() ? Optional.empty() : listen)
        .filter(NetworkAddress::isWildcard)
        .ifPresent(it ->
            problems.accept(
                "no worker can connect to '%s'; add 'advertise: HOST:PORT', as their machines reach this one"
                    .formatted(it)));
  }

  private static Optional<NetworkAddress> parsed(String text, Consumer<String> problems) {
    try {
      return Optional.of(NetworkAddress.parse(text));
    } catch (IllegalArgumentException e) {
      problems.accept(e.getMessage());
      return Optional.empty();
    }
  }

  /// A location with an address, of settings without [#problems].
  ///
  /// @param base the folder that paths are relative to
  /// @throws InvalidSettings when a file cannot be read
  static LocationSettings location(String name, CodeSettings code, Path base) {
    return new LocationSettings.AtAddress(
        name,
        new CodeServerAddress(
            code.address().map(NetworkAddress::parse).orElseThrow().toString(),
            code.token().map(Secret::reveal).map(HostSecret::of),
            code.tls().map(tls -> trust("locations.%s.tls".formatted(name), tls, base))),
        code.isolation().isolation());
  }

  private static TlsTrust trust(String where, TrustSettings tls, Path base) {
    return tls.caCertificate()
        .map(file -> trust(where, base.resolve(file)))
        .orElseGet(TlsTrust.OfSystem::new);
  }

  private static TlsTrust trust(String where, Path file) {
    try {
      return TlsTrust.in(file);
    } catch (IOException e) {
      throw InvalidSettings.of("%s: %s".formatted(where, e.getMessage()));
    }
  }

  /// Where workers of other machines are heard, of settings without [#problems].
  ///
  /// @param base the folder that paths are relative to
  /// @throws InvalidSettings when a file cannot be read
  static Optional<OpenRunHost> runHost(Settings settings, Path base) {
    return settings
        .runHost()
        .map(host -> {
          ListenSpec listen = listen(host, base);
          return new OpenRunHost(
              listen,
              host.advertise().map(NetworkAddress::parse).orElse(listen.address()),
              host.tls()
                  .flatMap(RunHostSettings.IdentitySettings::caCertificate)
                  .map(file -> trust("runHost.tls", base.resolve(file)))
                  .orElseGet(TlsTrust.OfSystem::new));
        });
  }

  /// Where this server listens for them, of settings without [#problems].
  ///
  /// @param base the folder that paths are relative to
  static Optional<ListenSpec> listens(Settings settings, Path base) {
    return settings.runHost().map(host -> listen(host, base));
  }

  private static ListenSpec listen(RunHostSettings host, Path base) {
    return new ListenSpec(
        NetworkAddress.parse(host.listen()),
        host.tls()
            .map(tls -> new TlsIdentity(base.resolve(tls.certificate()), base.resolve(tls.key()))));
  }
}
