package io.dagwerk.codeclient;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.protocol.Unreachable;
import io.grpc.Status;
import java.util.Optional;

/// The rule of what is told when a question got no answer. Pure.
final class Unanswered {
  private Unanswered() {}

  /// Of the type [CodeLocation#GONE] when whoever was asked is not there, and
  /// [CodeLocation#UNANSWERED] when it said nothing, or nothing that helps.
  static ErrorInfo of(Status status) {
    String type =
        switch (status.getCode()) {
          // A server that ends cancels what it was asked.
          case UNAVAILABLE, ABORTED, UNAUTHENTICATED, CANCELLED -> CodeLocation.GONE;
          default -> CodeLocation.UNANSWERED;
        };
    return ErrorInfo.ofMessage(type, words(status));
  }

  static String words(Status status) {
    String said = Optional.ofNullable(status.getDescription()).orElse("");
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED -> "it took too long: DEADLINE_EXCEEDED: " + said;
      case UNAVAILABLE -> "it cannot be reached: " + Unreachable.words(status);
      case UNAUTHENTICATED -> "it does not take the token: UNAUTHENTICATED: " + said;
      case UNIMPLEMENTED -> "what listens there is no code server: UNIMPLEMENTED: " + said;
      default -> "%s: %s".formatted(status.getCode(), said);
    };
  }
}
