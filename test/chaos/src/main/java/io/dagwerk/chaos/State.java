package io.dagwerk.chaos;

/// Where a run stands when a fault strikes it.
enum State {
  /// Its worker has opened a resource, and no step has begun.
  STARTING("starting", "opened"),
  STEP_RUNNING("step running", "running"),
  /// The value lies beside its place, and is not visible yet.
  OUTPUT_BEING_WRITTEN("output being written", "writing"),
  /// A step has logged a lot, which the host has not acknowledged.
  EVENT_UNACKNOWLEDGED("event unacknowledged", "telling"),
  /// All steps have ended, and the last event of the run is on its way.
  TERMINAL_COMMIT("terminal commit", "closing"),
  /// A run that goes on where another has failed, or where its own worker was lost, runs its first
  /// step.
  RESUME("resume", "running");

  private final String words;
  private final String place;

  State(String words, String place) {
    this.words = words;
    this.place = place;
  }

  String words() {
    return words;
  }

  /// Where the run is held, as its steps name it.
  String place() {
    return place;
  }

  /// The step that is held; empty for what belongs to the whole run.
  String step() {
    return switch (this) {
      case STARTING, TERMINAL_COMMIT -> "";
      case STEP_RUNNING, OUTPUT_BEING_WRITTEN, EVENT_UNACKNOWLEDGED -> "first";
      case RESUME -> "second";
    };
  }
}
