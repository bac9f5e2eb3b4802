package io.dagwerk.execution;

/// A hook whose step has come to an end.
public sealed interface HookTurn {
  /// What it is called.
  String hook();

  /// It waits for another end than this one.
  record Skipped(String hook) implements HookTurn {}

  /// It is called now.
  record Due(String hook, Call call) implements HookTurn {}

  /// The call of a hook, on a thread of its own, which is interrupted when it should stop.
  @FunctionalInterface
  interface Call {
    /// @param permit where it logs
    /// @throws Exception is recorded, and changes nothing about the run
    void run(Permit permit) throws Exception;
  }
}
