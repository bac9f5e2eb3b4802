package io.dagwerk.fingerprint.internal;

import java.util.Optional;

/// Where a search starts: the function, and what of code its captured values bring along.
sealed interface Root {

  /// The method behind a lambda or method reference.
  ///
  /// @param type the interface that the lambda is an object of
  /// @param given how many of the arguments, the receiver first, were captured
  record Lambda(Ref.Call method, String type, String sam, int given) implements Root {}

  /// An object of this class was captured.
  record Held(String type) implements Root {}

  /// The function itself is an object of this class.
  record Callable(String type) implements Root {}

  /// The class itself was captured.
  record Literal(String type) implements Root {}

  /// The class whose loader sees all the others, if this root is of the user's code.
  default Optional<String> owner() {
    return switch (this) {
      case Lambda lambda -> Optional.of(lambda.method().owner());
      case Held held -> Optional.of(held.type());
      case Callable callable -> Optional.of(callable.type());
      case Literal literal -> Optional.of(literal.type());
    };
  }
}
