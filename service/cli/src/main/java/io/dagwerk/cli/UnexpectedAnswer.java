package io.dagwerk.cli;

/// Thrown when an answer lacks what the schema promises: the server is of another version.
final class UnexpectedAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnexpectedAnswer(String field) {
    super(
        "the server's answer has no '%s'; is it of another version than this command?"
            .formatted(field));
  }
}
