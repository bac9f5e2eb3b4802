package io.dagwerk.webserver;

import java.util.List;

/// Whom a webserver answers what is not for everybody.
public sealed interface Trust {
  /// Whoever brings one of these tokens. Shows none of them.
  record InTokens(List<String> tokens) implements Trust {
    /// @throws IllegalArgumentException for no token, or a blank one
    public InTokens {
      tokens = List.copyOf(tokens);
      if (tokens.isEmpty() || tokens.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("the token is blank; give one, or none");
      }
    }

    @Override
    public String toString() {
      return "with token";
    }
  }

  /// Whoever is on this machine.
  record InThisMachine() implements Trust {
    @Override
    public String toString() {
      return "without token";
    }
  }

  /// Whoever reaches the address.
  record InEveryone() implements Trust {
    @Override
    public String toString() {
      return "open to everyone";
    }
  }
}
