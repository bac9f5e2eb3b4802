package io.dagwerk.model;

/// What a run shares with others of its code location.
public enum Isolation {
  /// Each run has a process of its own, and takes no other with it when that dies.
  PROCESS,
  /// Runs share processes, each on threads of its own: they start at once, and end together when
  /// their process dies.
  SHARED
}
