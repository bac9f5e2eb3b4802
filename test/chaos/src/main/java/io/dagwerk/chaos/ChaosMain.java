package io.dagwerk.chaos;

import java.util.List;
import java.util.logging.LogManager;

/// Plays seeds and says what was found.
public final class ChaosMain {
  private ChaosMain() {}

  public static void main(String[] arguments) throws Exception {
    // What the embedded database says of itself is of no interest.
    LogManager.getLogManager().reset();
    Options options = Options.parse(List.of(arguments));
    long began = System.nanoTime();
    Campaign campaign = new Campaign(options);
    boolean isKept = campaign.play();
    System.out.printf("%,d s%n", (System.nanoTime() - began) / 1_000_000_000);
    System.exit(isKept ? 0 : 1);
  }
}
