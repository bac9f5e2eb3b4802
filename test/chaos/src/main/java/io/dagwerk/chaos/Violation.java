package io.dagwerk.chaos;

/// A word that was not kept.
///
/// @param run empty for what belongs to none
record Violation(String rule, String run, String what) {
  @Override
  public String toString() {
    return "%s: %s%s".formatted(rule, run.isEmpty() ? "" : "run " + run + ": ", what);
  }
}
