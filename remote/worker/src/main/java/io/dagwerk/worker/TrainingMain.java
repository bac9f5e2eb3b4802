package io.dagwerk.worker;

import java.io.IOException;

/// The process whose loaded classes become the JVM's cache for workers: warms up, and exits.
public final class TrainingMain {
  private TrainingMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    WarmUp.execute();
    System.exit(0);
  }
}
