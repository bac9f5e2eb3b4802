package io.dagwerk.protocol;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where something listens, as people write it: `host:port`, or `[::1]:port`. What cannot leave
/// this machine is known by its text alone: no name is looked up.
///
/// @param host a name or an address, an IPv6 address without its brackets
/// @param port 0 for a free one, where something is going to listen
public record NetworkAddress(String host, int port) {
  private static final Pattern TEXT =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,45})]|([^\\s:/\\[\\]]{1,253})):(\\d{1,5})");
  private static final Pattern LOOPBACK = Pattern.compile("127(?:\\.\\d{1,3}){3}");
  private static final int LAST_PORT = 65_535;

  /// @throws IllegalArgumentException when it is no address, with what was expected
  public static NetworkAddress parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > LAST_PORT) {
      throw new IllegalArgumentException(
          "expected an address as HOST:PORT, such as code.example.com:4000, but found '%s'"
              .formatted(text));
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new NetworkAddress(host, Integer.parseInt(matcher.group(3)));
  }

  /// Whether only this machine reaches it.
  public boolean isLoopback() {
    return host.toLowerCase(Locale.ROOT).equals("localhost")
        || host.equals("::1")
        || LOOPBACK.matcher(host).matches();
  }

  /// Whether it stands for all addresses of the machine, so that nobody can connect to it.
  public boolean isWildcard() {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  public NetworkAddress port(int other) {
    return new NetworkAddress(host, other);
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return (host.contains(":") ? "[%s]:%d" : "%s:%d").formatted(host, port);
  }
}
