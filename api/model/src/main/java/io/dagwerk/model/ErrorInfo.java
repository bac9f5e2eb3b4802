package io.dagwerk.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An exception as it is recorded: kind, message, stack with the user's frames first to be seen,
/// and the chain of causes, in full.
///
/// @param type the exception's class name, or the word of a non-Java worker for it
/// @param message what it said; empty when it said nothing
/// @param frames the stack, innermost first, one line each
/// @param cause what caused it
public record ErrorInfo(
    String type, String message, List<String> frames, Optional<ErrorInfo> cause) {
  private static final int LONGEST_CHAIN = 32;
  private static final int MOST_FRAMES = 1024;

  public ErrorInfo {
    frames = List.copyOf(frames);
  }

  /// The record of an exception and its causes. A chain longer than 32 (or a cyclic one) is cut.
  /// What an exception cannot say, because its own code throws, is said in its place.
  public static ErrorInfo of(Throwable thrown) {
    return of(thrown, LONGEST_CHAIN);
  }

  /// An error that is no exception.
  public static ErrorInfo ofMessage(String type, String message) {
    return new ErrorInfo(type, message, List.of(), Optional.empty());
  }

  private static ErrorInfo of(Throwable thrown, int left) {
    List<String> frames = new ArrayList<>();
    StackTraceElement[] stack = thrown.getStackTrace();
    for (int i = 0; i < Math.min(stack.length, MOST_FRAMES); i++) {
      frames.add(stack[i].toString());
    }
    Optional<Throwable> cause = left == 0 ? Optional.empty() : causeOf(thrown);
    return new ErrorInfo(
        thrown.getClass().getName(),
        messageOf(thrown),
        frames,
        cause.map(inner -> of(inner, left - 1)));
  }

  private static String messageOf(Throwable thrown) {
    try {
      return Optional.ofNullable(thrown.getMessage()).orElse("");
    } catch (RuntimeException e) {
      return "its message cannot be read: " + e.getClass().getName();
    }
  }

  private static Optional<Throwable> causeOf(Throwable thrown) {
    try {
      return Optional.ofNullable(thrown.getCause());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /// The innermost cause.
  public ErrorInfo root() {
    return cause.map(ErrorInfo::root).orElse(this);
  }

  /// `IllegalStateException: the message`, in one line.
  public String summary() {
    String name = type.substring(type.lastIndexOf('.') + 1);
    return message.isEmpty() ? name : name + ": " + message;
  }
}
