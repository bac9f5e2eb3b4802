package io.dagwerk.webserver;

import io.helidon.http.Status;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rule of who may ask. A browser lets any page send requests to this machine; what tells them
/// from those of the user are the name that the page was loaded by and the origin that it has.
///
/// @param options what is allowed
record Access(WebserverOptions options) {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");
  private static final String BEARER = "Bearer ";

  /// An address in figures, which no page can have for the name of its own server.
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+\\]");

  /// Why a request is not answered.
  record Rejection(Status status, String problem) {}

  /// Judges where a request comes from.
  ///
  /// @param host the header that names the server, with or without port
  /// @param origin the header that names the page, which programs do not send
  Optional<Rejection> judge(String host, Optional<String> origin) {
    String name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    if (!isOurs(name)) {
      return rejected(
          "'%s' is no name of this server; ask for %s, or add the name to 'http.names' in dagwerk.yaml"
              .formatted(name, options.host()));
    }
    return origin
        .filter(page -> !isSame(page, host))
        .flatMap(page ->
            rejected(
                "pages of '%s' may not ask this server, only its own may; a proxy in front of it has to leave the header Host as the browser sent it"
                    .formatted(page)));
  }

  private boolean isOurs(String name) {
    return LOOPBACK.contains(name)
        || options.names().stream().anyMatch(name::equalsIgnoreCase)
        || isListenedOn(name)
        || (!options.at().getAddress().isLoopbackAddress() && ADDRESS.matcher(name).matches());
  }

  /// An address has several spellings.
  private boolean isListenedOn(String name) {
    try {
      return InetAddress.ofLiteral(name.replaceAll("^\\[|\\]$", ""))
          .equals(options.at().getAddress());
    } catch (IllegalArgumentException isNoAddress) {
      return false;
    }
  }

  private static boolean isSame(String page, String host) {
    return Stream.of("http://", "https://").anyMatch(scheme -> page.equals(scheme + host));
  }

  private static Optional<Rejection> rejected(String problem) {
    return Optional.of(new Rejection(Status.FORBIDDEN_403, problem));
  }

  /// Judges what a request brings with it.
  ///
  /// @param authorization the header of that name
  Optional<Rejection> judgeToken(Optional<String> authorization) {
    boolean isTrusted =
        switch (options.trust()) {
          case Trust.InTokens(var tokens) -> isAnyBrought(tokens, authorization.orElse(""));
          case Trust.InThisMachine(), Trust.InEveryone() -> true;
        };
    return isTrusted
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                Status.UNAUTHORIZED_401,
                "the token is missing or another; send 'Authorization: Bearer TOKEN'"));
  }

  /// Compares with all of them, whichever is brought.
  private static boolean isAnyBrought(List<String> tokens, String authorization) {
    return tokens.stream().filter(token -> isBrought(token, authorization)).count() > 0;
  }

  /// Takes as long for every text of the same length.
  private static boolean isBrought(String token, String authorization) {
    return MessageDigest.isEqual(
        (BEARER + token).getBytes(StandardCharsets.UTF_8),
        authorization.getBytes(StandardCharsets.UTF_8));
  }
}
