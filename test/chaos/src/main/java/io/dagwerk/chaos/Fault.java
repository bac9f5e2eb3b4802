package io.dagwerk.chaos;

/// What is done to an instance.
enum Fault {
  WORKER_KILLED("worker killed"),
  /// For less than the silence after which a worker is lost.
  WORKER_STOPPED("worker stopped"),
  /// Until its run has ended without it; then it wakes up.
  WORKER_STOPPED_LONG("worker stopped until it is lost"),
  CODE_SERVER_KILLED("code server killed"),
  CODE_SERVER_STOPPED("code server stopped"),
  HOST_KILLED("host killed"),
  HOST_STOPPED("host stopped"),
  /// The kernel destroys the connection of a worker and its host; both live.
  LINK_CUT("link cut"),
  DISK_FULL("disk full"),
  DISK_SLOW("disk slow"),
  CONNECTIONS_CUT("connections cut"),
  DATABASE_KILLED("database killed");

  private final String words;

  Fault(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /// Whether the run of a worker that this happened to may fail because of it.
  boolean losesWorker() {
    return this == WORKER_KILLED || this == WORKER_STOPPED_LONG;
  }

  /// Whether it strikes the process that executes the run that is aimed at, or its connection.
  boolean isOfWorker() {
    return losesWorker() || this == WORKER_STOPPED || this == LINK_CUT;
  }
}
