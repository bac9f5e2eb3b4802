package io.dagwerk.codeserver;

import io.dagwerk.worker.StepWarmUp;
import io.dagwerk.worker.WarmUp;

/// The process whose loaded classes become the JVM's cache: does what every worker and every code
/// server does, and exits.
public final class TrainingMain {
  private TrainingMain() {}

  /// @param arguments none
  public static void main(String[] arguments) throws Exception {
    WarmUp.execute();
    StepWarmUp.execute();
    Rehearsal.play();
    System.exit(0);
  }
}
