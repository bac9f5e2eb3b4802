package io.dagwerk.webserver;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a webserver listens, and to whom. Immutable.
///
/// ```java
/// WebserverOptions.loopback(8080).token(secret).name("dagwerk.example.org")
/// ```
///
/// @param port 0 for any that is free
/// @param token what every request for data must bring; required when others than this machine
///   reach the address
/// @param names of this server, beside those of the loopback; a request for another is refused, so
///   that no web page reaches it by a name of its own
/// @param origins of pages that may ask, beside those that this server serves itself
public record WebserverOptions(
    InetAddress address,
    int port,
    Optional<String> token,
    List<String> names,
    List<String> origins) {
  /// @throws IllegalArgumentException when others reach the address and no token is required
  public WebserverOptions {
    names = List.copyOf(names);
    origins = List.copyOf(origins);
    if (!address.isLoopbackAddress() && token.isEmpty()) {
      throw new IllegalArgumentException(
          "others than this machine reach %s, so a token is required; give one, or listen on the loopback"
              .formatted(address.getHostAddress()));
    }
    if (token.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("the token is blank; give one, or none");
    }
  }

  /// For this machine alone, without a token.
  public static WebserverOptions loopback(int port) {
    return new WebserverOptions(
        InetAddress.getLoopbackAddress(), port, Optional.empty(), List.of(), List.of());
  }

  public WebserverOptions token(String secret) {
    return new WebserverOptions(address, port, Optional.of(secret), names, origins);
  }

  /// Listens where others reach it too. The token is said before.
  public WebserverOptions on(InetAddress other) {
    return new WebserverOptions(other, port, token, names, origins);
  }

  public WebserverOptions name(String host) {
    return new WebserverOptions(address, port, token, with(names, host), origins);
  }

  /// @param origin such as `http://localhost:5173`
  public WebserverOptions origin(String origin) {
    return new WebserverOptions(address, port, token, names, with(origins, origin));
  }

  private static List<String> with(List<String> some, String one) {
    List<String> more = new ArrayList<>(some);
    more.add(one);
    return more;
  }

  /// Without the token.
  @Override
  public String toString() {
    return "%s:%d%s"
        .formatted(address.getHostAddress(), port, token.isPresent() ? ", with token" : "");
  }
}
