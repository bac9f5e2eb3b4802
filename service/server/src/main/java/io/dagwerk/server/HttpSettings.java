package io.dagwerk.server;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.config.Secret;
import io.dagwerk.model.BearerToken;
import io.dagwerk.webserver.Bounds;
import io.dagwerk.webserver.Trust;
import io.dagwerk.webserver.WebserverOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where the API of an instance is reached, and by whom.
public record HttpSettings(
    @Doc("The address that the API listens on, in figures; 0.0.0.0 is all of the machine")
        @Default("127.0.0.1")
        String address,
    @Doc("The port of the API, or 0 for a free one; --port says another") @Default("3070") int port,
    @Doc("What a request brings as 'Authorization: Bearer TOKEN'; wanted where others reach it")
        Optional<Secret<String>> token,
    @Doc("Whether everybody who reaches the address may do everything, without a token")
        @Default("false")
        boolean insecure,
    @Doc("Names of this server that requests may be for, beside localhost") @Default({})
        List<String> names,
    @Doc("The largest body of a request: a size such as 4MiB") @Default("4MiB") String mostBody,
    @Doc(
            "The path under which a proxy shows this server to browsers, such as /dagwerk; empty for its root")
        @Default("")
        String prefix,
    @Doc(
            "Whether the API changes nothing: mutations and reports are refused, and what the instance does by itself goes on; --read-only says so too")
        @Default("false")
        boolean readOnly) {
  private static final int MOST_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[\\w.-]+|\\[[0-9A-Fa-f:.]+\\]");
  private static final long MOST_BODY = 1L << 30;

  /// @throws IllegalArgumentException with all that is wrong
  public HttpSettings {
    names = List.copyOf(names);
    List<String> problems = new ArrayList<>();
    problem(() -> literal(address)).ifPresent(problems::add);
    if (problems.isEmpty()) {
      reached(literal(address), token, insecure).ifPresent(problems::add);
    }
    if (port < 0 || port > MOST_PORT) {
      problems.add("port is from 0 to %d, but found %d".formatted(MOST_PORT, port));
    }
    token
        .filter(Secret::isKnown)
        .flatMap(secret -> BearerToken.problem(secret.reveal()))
        .ifPresent(problem -> problems.add("token: " + problem));
    names.stream()
        .filter(name -> !NAME.matcher(name).matches())
        .map(
            "names are without scheme, port and path, such as dagwerk.example.org, but found '%s'"
                ::formatted)
        .forEach(problems::add);
    problem(() -> bounds(mostBody)).ifPresent(problems::add);
    problem(() -> WebserverOptions.loopback(0).under(prefix)).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static Optional<String> problem(Runnable rule) {
    try {
      rule.run();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.ofLiteral(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "address is one in figures, such as 127.0.0.1 or 0.0.0.0, but found '%s'"
              .formatted(address),
          e);
    }
  }

  private static Optional<String> reached(
      InetAddress address, Optional<Secret<String>> token, boolean insecure) {
    if (insecure && token.isPresent()) {
      return Optional.of("insecure asks for no token, but there is one; leave out one of them");
    }
    return address.isLoopbackAddress() || token.isPresent() || insecure
        ? Optional.empty()
        : Optional.of(
            "others than this machine reach %s, so a token is wanted: give token: {env: NAME}, or say insecure: true if everybody who reaches it may do everything"
                .formatted(address.getHostAddress()));
  }

  private static Bounds bounds(String body) {
    long bytes = ByteSize.of("mostBody", body).bytes();
    if (bytes > MOST_BODY) {
      throw new IllegalArgumentException("mostBody is 1GiB or less, but found " + body);
    }
    return new Bounds((int) bytes);
  }

  /// How a server listens.
  ///
  /// @param at the port, which may be another than that of the settings
  /// @param own the token that the commands on this machine bring
  WebserverOptions options(int at, String own) {
    return new WebserverOptions(
        new InetSocketAddress(literal(address), at),
        insecure
            ? new Trust.InEveryone()
            : new Trust.InTokens(
                Stream.concat(Stream.of(own), token.stream().map(Secret::reveal)).toList()),
        names,
        bounds(mostBody),
        prefix);
  }

  /// The same for who only looks.
  HttpSettings asReadOnly() {
    return new HttpSettings(address, port, token, insecure, names, mostBody, prefix, true);
  }
}
