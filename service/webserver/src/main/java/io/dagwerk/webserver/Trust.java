package io.dagwerk.webserver;

import io.dagwerk.model.BearerToken;
import java.util.List;

/// Whom a webserver answers what is not for everybody.
public sealed interface Trust {
  /// Whoever brings one of these tokens. Shows none of them.
  record InTokens(List<String> tokens) implements Trust {
    /// @throws IllegalArgumentException for no token, or one that nobody can send
    public InTokens {
      tokens = List.copyOf(tokens);
      if (tokens.isEmpty()) {
        throw new IllegalArgumentException("there is no token; give one, or trust somebody else");
      }
      tokens.stream()
          .flatMap(token -> BearerToken.problem(token).stream())
          .findFirst()
          .ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
          });
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
