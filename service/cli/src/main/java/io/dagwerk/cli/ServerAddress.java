package io.dagwerk.cli;

import java.util.Optional;

/// How a server is reached.
///
/// @param url such as `http://127.0.0.1:8080`
/// @param token what it wants to be brought, if it wants any
public record ServerAddress(String url, Optional<String> token) {
  public static ServerAddress of(String url) {
    return new ServerAddress(url, Optional.empty());
  }

  /// Without the token.
  @Override
  public String toString() {
    return url;
  }
}
