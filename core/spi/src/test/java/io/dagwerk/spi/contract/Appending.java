package io.dagwerk.spi.contract;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Storage;
import java.util.concurrent.Semaphore;

/// What a process does that is going to be killed: it appends without end, with several batches
/// under way, and prints what was acknowledged.
public final class Appending {
  static final int OF_BATCH = 7;
  private static final int UNDER_WAY = 8;

  private Appending() {}

  /// Prints the run, then `acknowledged NUMBER` again and again.
  public static void run(Storage storage) throws InterruptedException {
    RunId run = Given.startedRun(storage);
    System.out.println(run);
    Semaphore window = new Semaphore(UNDER_WAY);
    for (long first = 1; true; first += OF_BATCH) {
      window.acquire();
      var _ =
          storage
              .journal()
              .append(Given.batch(run, first, first + OF_BATCH - 1))
              .thenAccept(result -> {
                if (result instanceof AppendResult.Stored(long upTo, _)) {
                  System.out.println("acknowledged " + upTo);
                }
                window.release();
              });
    }
  }
}
