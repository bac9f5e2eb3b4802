package io.dagwerk.runhost;

/// By whom the process of a worker was started, from which follows where it may be.
public enum WorkerOrigin {
  /// A code server of this host, so it is on the same machine.
  OWN,
  /// A code server that runs by itself, or nobody knows which: on whatever machine.
  ELSEWHERE
}
