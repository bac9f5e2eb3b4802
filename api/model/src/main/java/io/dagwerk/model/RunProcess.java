package io.dagwerk.model;

/// How the process of a run is started. Decided when the run is launched, and part of its plan, so
/// that each host starts it in the same way. Immutable.
///
/// @param options of the JVM; none beside the usual when the process is shared
public record RunProcess(Isolation isolation, JvmOptions options) {
  /// A process of its own, started as usual.
  public static final RunProcess OWN = new RunProcess(Isolation.PROCESS, JvmOptions.NONE);

  /// A process that other runs share.
  public static final RunProcess SHARED = new RunProcess(Isolation.SHARED, JvmOptions.NONE);

  /// @throws IllegalArgumentException when a shared process has options of its own
  public RunProcess {
    if (isolation == Isolation.SHARED && !options.equals(JvmOptions.NONE)) {
      throw new IllegalArgumentException(
          "a process that runs share is started as usual, but found " + options);
    }
  }
}
