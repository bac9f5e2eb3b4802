package io.dagwerk.webserver;

import io.dagwerk.graphql.ServerFacts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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
/// @param prefix of all paths, as browsers see them through a proxy, such as `/dagwerk`; empty for
///   none
/// @param facts what the API tells of the server
public record WebserverOptions(
    InetSocketAddress at,
    Trust trust,
    List<String> names,
    Bounds bounds,
    String prefix,
    ServerFacts facts) {
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

  /// @throws IllegalArgumentException when the prefix is none, or others reach the address and no
  ///   token is required
  public WebserverOptions {
    names = List.copyOf(names);
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "a prefix begins with / and does not end with it, such as /dagwerk, but found '%s'"
              .formatted(prefix));
    }
    if (!at.getAddress().isLoopbackAddress() && trust instanceof Trust.InThisMachine) {
      throw new IllegalArgumentException(
          "others than this machine reach %s, so a token is required; give one, or listen on the loopback"
              .formatted(at.getAddress().getHostAddress()));
    }
  }

  /// One that does all that is asked.
  public WebserverOptions(
      InetSocketAddress at, Trust trust, List<String> names, Bounds bounds, String prefix) {
    this(at, trust, names, bounds, prefix, ServerFacts.PLAIN);
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
        Bounds.usual(),
        "");
  }

  public WebserverOptions token(String secret) {
    return trusting(new Trust.InTokens(List.of(secret)));
  }

  public WebserverOptions trusting(Trust other) {
    return new WebserverOptions(at, other, names, bounds, prefix, facts);
  }

  /// Listens where others reach it too. Who is trusted is said before.
  public WebserverOptions on(InetAddress other) {
    return new WebserverOptions(
        new InetSocketAddress(other, at.getPort()), trust, names, bounds, prefix, facts);
  }

  public WebserverOptions name(String host) {
    List<String> more = new ArrayList<>(names);
    more.add(host);
    return new WebserverOptions(at, trust, more, bounds, prefix, facts);
  }

  /// Where a proxy shows it to browsers.
  public WebserverOptions under(String path) {
    return new WebserverOptions(at, trust, names, bounds, path, facts);
  }

  public WebserverOptions bounds(Bounds others) {
    return new WebserverOptions(at, trust, names, others, prefix, facts);
  }

  public WebserverOptions telling(ServerFacts other) {
    return new WebserverOptions(at, trust, names, bounds, prefix, other);
  }

  /// Changes nothing, whoever asks.
  public WebserverOptions readOnly() {
    return new WebserverOptions(at, trust, names, bounds, prefix, facts.readOnly());
  }

  /// Without the tokens.
  @Override
  public String toString() {
    return "%s:%d, %s".formatted(at.getAddress().getHostAddress(), at.getPort(), trust);
  }
}
