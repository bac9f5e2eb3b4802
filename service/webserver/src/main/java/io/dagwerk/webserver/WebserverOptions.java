package io.dagwerk.webserver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Where a webserver listens, and to whom. Immutable.
///
/// ```java
/// WebserverOptions.loopback(8080).token(secret).name("dagwerk.example.org")
/// ```
///
/// @param at the address, with port 0 for any that is free
/// @param trust who is answered; somebody who brings a token, when others than this machine reach
///   the address
/// @param names of this server, beside those of the loopback; a request for another is refused, so
///   that no web page reaches it by a name of its own
public record WebserverOptions(
    InetSocketAddress at, Trust trust, List<String> names, Bounds bounds) {
  /// @throws IllegalArgumentException when others reach the address and no token is required
  public WebserverOptions {
    names = List.copyOf(names);
    if (!at.getAddress().isLoopbackAddress() && trust instanceof Trust.InThisMachine) {
      throw new IllegalArgumentException(
          "others than this machine reach %s, so a token is required; give one, or listen on the loopback"
              .formatted(at.getAddress().getHostAddress()));
    }
  }

  /// By which programs on this machine reach it, as it stands in a URL.
  String host() {
    String figures = at.getAddress().getHostAddress();
    if (at.getAddress().isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    return figures.contains(":") ? "[" + figures + "]" : figures;
  }

  /// For this machine alone, without a token.
  public static WebserverOptions loopback(int port) {
    return new WebserverOptions(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        new Trust.InThisMachine(),
        List.of(),
        Bounds.usual());
  }

  public WebserverOptions token(String secret) {
    return trusting(new Trust.InTokens(List.of(secret)));
  }

  public WebserverOptions trusting(Trust other) {
    return new WebserverOptions(at, other, names, bounds);
  }

  /// Listens where others reach it too. Who is trusted is said before.
  public WebserverOptions on(InetAddress other) {
    return new WebserverOptions(new InetSocketAddress(other, at.getPort()), trust, names, bounds);
  }

  public WebserverOptions name(String host) {
    List<String> more = new ArrayList<>(names);
    more.add(host);
    return new WebserverOptions(at, trust, more, bounds);
  }

  public WebserverOptions bounds(Bounds others) {
    return new WebserverOptions(at, trust, names, others);
  }

  /// Without the tokens.
  @Override
  public String toString() {
    return "%s:%d, %s".formatted(at.getAddress().getHostAddress(), at.getPort(), trust);
  }
}
